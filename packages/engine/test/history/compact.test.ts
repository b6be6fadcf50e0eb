import { CapnpCodec } from '@ays/capnp-codec'
import { MemoryStore, type RunState } from '@ays/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compact } from '../../src/history/compact.ts'
import { deleteRun } from '../../src/run/delete-run.ts'
import { ChangeSet } from '../../src/state/change-set.ts'
import { keys } from '../../src/state/keys.ts'
import { firstIdAt } from '../../src/state/new-id.ts'
import { Records } from '../../src/state/records.ts'
import { recordOf } from '../support/record-of.ts'

const NOW = 1_000_000_000_000
const DAY = 86_400_000
const SHOP = { role: 'web', name: 'shop' }
const RETENTION = { revisions: 3, runs: 90 * DAY }

let store: MemoryStore
let records: Records

beforeEach(async () => {
  store = new MemoryStore()
  await store.open()
  records = new Records(store, new CapnpCodec())
})

afterEach(() => store[Symbol.asyncDispose]())

const compactNow = (options: { signal?: AbortSignal } = {}) =>
  compact({ records, retention: RETENTION, now: NOW, ...options })

async function commit(fill: (changes: ChangeSet) => void): Promise<void> {
  const changes = new ChangeSet()
  fill(changes)
  await store.commit(changes.toCommit())
}

async function keysBelow(prefix: string): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of store.scan({ prefix })) found.push(key)
  return found
}

/** Revisions of one service, a minute apart, the last one at this time. */
function putRevisions(uid: string, numbers: readonly number[], last = NOW): Promise<void> {
  return commit((changes) => {
    for (const number of numbers) {
      const at = last - (Math.max(...numbers) - number) * 60_000
      const { revision } = records.codecs
      changes.put(keys.revision(uid, number), revision, recordOf(revision, { uid, number, at }))
    }
  })
}

interface Past {
  readonly state?: RunState
  readonly days?: number
  readonly recurring?: boolean
  /** Uids of the services of its jobs. */
  readonly of?: readonly string[]
}

/** Runs sort by their ids; the jobs of one all do `check`. */
function putRun(id: string, { state = 'ok', days = 0, recurring = false, of = ['a'] }: Past) {
  const { run, job } = records.codecs
  return commit((changes) => {
    const ended = NOW - days * DAY
    changes.put(keys.run(id), run, recordOf(run, { id, state, recurring, ended }))
    for (const [number, uid] of of.entries()) {
      changes.put(keys.job(id, number), job, recordOf(job, { number, uid, action: 'check' }))
    }
    changes.mark(keys.log(id, 0, 0))
  })
}

/** Of so many days ago. */
const idOf = (days: number) => `${firstIdAt(NOW - days * DAY)}0000000000000000`
const ids = (count: number) => Array.from({ length: count }, (_, at) => `R${1000 + at}`)
const runs = async () => (await keysBelow('run/')).filter((key) => key.split('/').length === 2)

describe('history', () => {
  it('keeps the creation of a service and its newest revisions', async () => {
    await putRevisions('a', [1, 2, 3, 4, 5, 6])
    await putRevisions('b', [1, 2, 3, 4])
    await putRevisions('c', [4, 5, 6, 7])
    expect(await compactNow()).toEqual({ revisions: 3, runs: 0, others: 0 })
    expect(await keysBelow('hist/')).toEqual([
      ...[1, 4, 5, 6].map((number) => keys.revision('a', number)),
      ...[1, 2, 3, 4].map((number) => keys.revision('b', number)),
      ...[5, 6, 7].map((number) => keys.revision('c', number)),
    ])
  })

  it('of a service that is gone stays as long as runs do', async () => {
    await putRevisions('old', [1, 2], NOW - 91 * DAY)
    await putRevisions('new', [1, 2], NOW - 89 * DAY)
    await commit((changes) => {
      for (const uid of ['old', 'new']) changes.mark(keys.gone(SHOP, uid))
    })
    expect(await compactNow()).toEqual({ revisions: 2, runs: 0, others: 0 })
    expect(await keysBelow('gone/')).toEqual([keys.gone(SHOP, 'new')])
    expect(await keysBelow('hist/')).toHaveLength(2)
  })
})

describe('runs', () => {
  it('stay 90 days from their end, with all that belongs to them', async () => {
    await putRun('A', { days: 91 })
    await putRun('B', { days: 91, state: 'running' })
    await putRun('C', { days: 89 })
    expect(await compactNow()).toEqual({ revisions: 0, runs: 1, others: 0 })
    expect(await runs()).toEqual(['run/B', 'run/C'])
    expect(await keysBelow('run/A')).toEqual([])
    expect(await keysBelow('run/C/')).toHaveLength(2)
  })

  it('of a recurring action stay for its last 20 jobs', async () => {
    for (const id of ids(25)) await putRun(id, { recurring: true })
    expect((await compactNow()).runs).toBe(5)
    expect(await runs()).toEqual(ids(25).slice(5).map(keys.run))
  })

  it('of several recurring actions stay as long as one of them counts', async () => {
    for (const [at, id] of ids(25).entries()) {
      await putRun(id, { recurring: true, of: at === 0 ? ['a', 'rare'] : ['a'] })
    }
    expect((await compactNow()).runs).toBe(4)
    expect((await runs())[0]).toBe(keys.run('R1000'))
  })

  it('of a recurring action that failed stay as long as other runs', async () => {
    await putRun('A', { recurring: true, state: 'error', days: 91 })
    await putRun('B', { recurring: true, state: 'error', days: 89 })
    for (const id of ids(20)) await putRun(id, { recurring: true })
    expect((await compactNow()).runs).toBe(1)
    expect((await runs())[0]).toBe(keys.run('B'))
  })

  it('that somebody goes on with at the same moment stay whole', async () => {
    await putRun('A', { state: 'error', days: 91 })
    const read = await records.get(records.codecs.run, keys.run('A'))
    await putRun('A', { state: 'running' })
    const before = await keysBelow('run/')
    await expect(read && deleteRun(store, read)).rejects.toMatchObject({
      code: 'AYS_STORE_CONFLICT',
    })
    expect(await keysBelow('run/')).toEqual(before)
  })

  it('whose deletion was cut off are deleted to the end', async () => {
    await putRun('A', {})
    await store.commit({ deletes: [keys.run('A')] })
    await compactNow()
    expect(await keysBelow('run/')).toEqual([])
  })
})

describe('other lists', () => {
  it('lose what was over long ago, and nothing else', async () => {
    const { event, submission, audit } = records.codecs
    const [old, late] = [NOW - 95 * DAY, NOW - 89 * DAY]
    const stay = [
      keys.event(idOf(92)),
      keys.event(idOf(89)),
      keys.submission(idOf(92)),
      keys.submission(idOf(93)),
      keys.audit(idOf(89)),
    ]
    await commit((changes) => {
      const [fresh = '', young = '', open = '', slow = '', call = ''] = stay
      changes.put(fresh, event, recordOf(event, { state: 'new' }))
      changes.put(young, event, recordOf(event, { state: 'queued' }))
      changes.put(keys.event(idOf(91)), event, recordOf(event, { state: 'queued' }))
      changes.put(open, submission, recordOf(submission, { state: 'waiting' }))
      changes.put(slow, submission, recordOf(submission, { ended: late }))
      changes.put(
        keys.submission(idOf(94)),
        submission,
        recordOf(submission, { ended: old, key: 'k' }),
      )
      changes.mark(keys.submissionKey('k'))
      changes.put(call, audit, recordOf(audit, {}))
      changes.put(keys.audit(idOf(91)), audit, recordOf(audit, {}))
    })
    expect((await compactNow()).others).toBe(3)
    const left = (await keysBelow('')).filter((key) => key !== keys.compaction)
    expect(new Set(left)).toEqual(new Set(stay))
  })
})

it('says when it was done, and takes nothing away the second time', async () => {
  await putRevisions('a', [1, 2, 3, 4, 5, 6])
  await putRun('A', { days: 91 })
  await compactNow()
  const done = await records.get(records.codecs.compaction, keys.compaction)
  expect(done?.value).toEqual({ at: NOW })
  expect(await compactNow()).toEqual({ revisions: 0, runs: 0, others: 0 })
})

it('that was aborted has not been done', async () => {
  await putRevisions('a', [1, 2, 3, 4, 5, 6])
  await expect(compactNow({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'AYS_CANCELLED',
  })
  expect(await store.get(keys.compaction)).toBeUndefined()
})

it('happens once at a time', async () => {
  await putRevisions('a', [1, 2, 3, 4, 5, 6])
  const reports = await Promise.all([compactNow(), compactNow()])
  expect(reports.map(({ revisions }) => revisions)).toEqual(expect.arrayContaining([0, 2]))
})
