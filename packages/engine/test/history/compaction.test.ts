import { setImmediate } from 'node:timers/promises'
import { CapnpCodec } from '@ays/capnp-codec'
import { type AysApi, MemoryStore, type Records as Model } from '@ays/core'
import { beforeEach, expect, it } from 'vitest'
import { compact } from '../../src/history/compact.ts'
import { Compaction } from '../../src/history/compaction.ts'
import { keys } from '../../src/state/keys.ts'
import { Records } from '../../src/state/records.ts'
import { engineOf } from '../support/open-test-engine.ts'

const DAY = 86_400_000
const FILES = {
  'templates/db/schema.hrd': 'port = type:int default:1\n',
  'templates/db/actions.ts': `export const install = ({ service }) => undefined
export const processChange = () => new Promise((resolve) => setTimeout(resolve, 1))
`,
}

let store: MemoryStore
let records: Records
let api: AysApi

beforeEach(async () => {
  store = new MemoryStore()
  records = new Records(store, new CapnpCodec())
  api = await engineOf(FILES, store)
})

async function apply(services: number, port: number) {
  const one = (_: unknown, at: number) => `db__n${at}:\n  port: ${port}\n`
  const text = Array.from({ length: services }, one).join('')
  const plan = await api.plan({ kind: 'blueprint', files: [{ file: 'a.yaml', text }] })
  return api.apply({ plan: plan.id })
}

/** The day on which the repository began, or was last compacted. */
async function put(what: { readonly began?: number; readonly compacted?: number }): Promise<void> {
  const { repo, compaction } = records.codecs
  const puts = []
  if (what.began !== undefined) {
    const value: Model.Repo = { format: 1, id: 'test', created: what.began }
    puts.push({ key: keys.repo, value: repo.encode(value) })
  }
  if (what.compacted !== undefined) {
    puts.push({ key: keys.compaction, value: compaction.encode({ at: what.compacted }) })
  }
  await store.commit({ puts })
}

async function compactedAt(): Promise<number | undefined> {
  return (await records.get(records.codecs.compaction, keys.compaction))?.value.at
}

it('a run goes on while the store is compacted, over and over', async () => {
  for (const port of [1, 2, 3]) await apply(20, port)
  const [last] = await api.listRuns()
  const now = (last?.ended ?? 0) + 1
  const over = new AbortController()
  const running = apply(20, 4).finally(() => {
    over.abort()
  })
  const reports = []
  while (!over.signal.aborted) {
    reports.push(await compact({ records, retention: { revisions: 1, runs: 0 }, now }))
    // A store in memory leaves no time to others by itself.
    await setImmediate()
  }
  const { run } = await running
  expect(run).toMatchObject({ state: 'ok', jobs: { ok: 20 } })
  expect(reports.reduce((sum, { runs }) => sum + runs, 0)).toBe(3)
  expect((await api.listRuns()).map(({ id }) => id)).toEqual([run?.id])
  const { revisions } = await api.serviceHistory('db!n0')
  expect(revisions.map(({ revision }) => revision)).toEqual([4, 1])
  const before = await api.showServiceAt('db!n0', { revision: 3 })
  expect(before).toMatchObject({ data: { port: 3 } })
  expect(before).not.toHaveProperty('at')
  await expect(api.showServiceAt('db!n0', { revision: 2 })).rejects.toMatchObject({
    code: 'AYS_REVISION_UNKNOWN',
  })
})

it('whoever drove a run compacts after it, when that was not done for a day', async () => {
  await put({ began: Date.now() - 2 * DAY })
  await apply(1, 1)
  await api[Symbol.asyncDispose]()
  expect(await compactedAt()).toBeGreaterThan(Date.now() - DAY)
})

it.each([
  ['the repository is younger than a day', { began: Date.now() - DAY / 2 }],
  ['it was done less than a day ago', { began: 0, compacted: Date.now() - DAY / 2 }],
])('does nothing after a run when %s', async (_why, what) => {
  await put(what)
  const compaction = new Compaction(records, { revisions: 1, runs: 0 }, Date.now)
  compaction.begin()
  await compaction[Symbol.asyncDispose]()
  expect(await compactedAt()).toBe('compacted' in what ? what.compacted : undefined)
})
