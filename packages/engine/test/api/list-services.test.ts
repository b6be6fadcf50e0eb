import { CapnpCodec } from '@ays/capnp-codec'
import {
  type Entry,
  MemoryStore,
  type Records as Model,
  type ScanRange,
  type ServiceFilter,
} from '@ays/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { listServices } from '../../src/api/read-services.ts'
import { newActions, withAction } from '../../src/state/action-state.ts'
import { ChangeSet } from '../../src/state/change-set.ts'
import { Records } from '../../src/state/records.ts'
import { writeService } from '../../src/state/write-service.ts'
import { recordOf } from '../support/record-of.ts'

/** Counts the entries that it gives. */
class CountingStore extends MemoryStore {
  entries = 0

  override async *scan(range: ScanRange): AsyncGenerator<Entry> {
    for await (const entry of super.scan(range)) {
      this.entries += 1
      yield entry
    }
  }

  override async getMany(keys: readonly string[]): Promise<(Entry | undefined)[]> {
    this.entries += keys.length
    return super.getMany(keys)
  }
}

const name = (at: number) => `n${String(at).padStart(5, '0')}`

const ROOT = { role: 'node', name: name(0), uid: '', argname: 'node', parent: true, named: true }

function serviceOf({ codecs }: Records, role: string, at: number): Model.Service {
  return recordOf(codecs.service, {
    uid: `${role}${at}`,
    role,
    name: name(at),
    actor: `${role}.x`,
    links: role === 'web' ? [ROOT] : [],
    actions: newActions(['install', 'stop']),
  })
}

interface Stocked {
  readonly records: Records
  readonly store: CountingStore
}

/** So many of each role; the web server in the middle has failed. */
async function storeOf(count: number): Promise<Stocked> {
  const store = new CountingStore()
  await store.open()
  const records = new Records(store, new CapnpCodec())
  const changes = new ChangeSet()
  for (const role of ['node', 'web']) {
    for (let at = 0; at < count; at++) {
      const service = serviceOf(records, role, at)
      const failed = role === 'web' && at === count / 2
      const status = failed ? 'error' : 'ok'
      writeService(changes, records, undefined, withAction(service, 'install', { status }))
    }
  }
  await store.commit(changes.toCommit())
  return { records, store }
}

const addresses = async (records: Records, filter: ServiceFilter) =>
  (await listServices(records, filter)).map(({ address }) => address)

describe('a page of services', () => {
  let few: Stocked
  let many: Stocked

  beforeAll(async () => {
    few = await storeOf(600)
    many = await storeOf(1800)
  })

  it.each<[string, ServiceFilter]>([
    ['all', {}],
    ['a template', { template: 'web.x' }],
    ['a parent', { parent: `node!${name(0)}` }],
    ['a role, from its middle on', { role: 'web', after: `web!${name(100)}` }],
    ['a state', { states: ['error'] }],
    ['one name', { role: 'web', name: name(7) }],
  ])('of %s reads as much of many services as of a few', async (_what, filter) => {
    const read = async ({ records, store }: Stocked) => {
      store.entries = 0
      const page = await listServices(records, { ...filter, limit: 20 })
      return [page.length > 0, store.entries]
    }
    expect(await read(many)).toEqual(await read(few))
  })

  it('reads its services and their claims, and no others', async () => {
    many.store.entries = 0
    expect(await listServices(many.records, { limit: 20 })).toHaveLength(20)
    expect(many.store.entries).toBe(40)
  })

  it('goes on where the one before ended, until all were there', async () => {
    const { records } = few
    const all = await addresses(records, {})
    expect(all).toHaveLength(1200)
    const paged: string[] = []
    for (;;) {
      const after = paged.at(-1)
      const page = await addresses(records, { limit: 70, ...(after !== undefined && { after }) })
      paged.push(...page)
      if (page.length < 70) break
    }
    expect(paged).toEqual(all)
  })

  it('of several filters has only what all of them let through', async () => {
    const { records } = await storeOf(10)
    const filter = { template: 'web.x', parent: `node!${name(0)}` }
    expect(await addresses(records, { ...filter, states: ['error'] })).toEqual([`web!${name(5)}`])
    expect(await addresses(records, { ...filter, states: ['new', 'running'] })).toEqual([])
    expect(await addresses(records, { ...filter, role: 'node' })).toEqual([])
    expect(await addresses(records, { name: name(3) })).toEqual([
      `node!${name(3)}`,
      `web!${name(3)}`,
    ])
  })
})
