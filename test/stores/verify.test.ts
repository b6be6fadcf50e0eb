import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Store, VerifyReport } from '@ays/core'
import { openStore as openRedis } from '@ays/store-redis'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { type RedisServer, startRedis } from '../harness/redis.ts'
import type { TempRepository } from '../harness/temp-repository.ts'
import { codec, contentOf, createCaredSite, openAt, verify as verifyAs } from '../harness/care.ts'

const LEVEL = 'level:.ays/db'
const NOTHING = new Uint8Array(0)
/** A run that never was, and the uid of a service that is gone. */
const RUN = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const GONE = '01ARZ3NDEKTSV4RRFFQ69G5FAW'

let redis: RedisServer
let site: TempRepository
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis[Symbol.asyncDispose]())
beforeEach(async () => {
  site = await createCaredSite()
})
afterEach(() => site[Symbol.asyncDispose]())

const verify = (store: Store, repair = false) => verifyAs(store, site, repair)

const told = ({ faults }: VerifyReport) => faults.map(({ key, kind }) => `${kind} ${key}`)

it('what blueprints, runs and deletions leave behind has no fault', async () => {
  await using store = await openAt(site, LEVEL)
  expect(await verify(store)).toMatchObject({ found: 0, faults: [] })
  await using engine = await openTestEngine(site.folder, store)
  const { id } = await engine.api.plan({ kind: 'destroy' })
  await engine.api.apply({ plan: id, noRun: true })
  expect((await verify(store)).faults).toEqual([])
  const pending = await engine.api.plan({ kind: 'pending' })
  await engine.api.apply({ plan: pending.id })
  expect((await verify(store)).faults).toEqual([])
})

/** A way to break a store, what is told of it, and whether it can be mended. */
const BREAKS: readonly {
  readonly what: string
  readonly puts?: Readonly<Record<string, Uint8Array>>
  readonly deletes?: readonly string[]
  readonly tells: readonly string[]
  readonly lost?: boolean
}[] = [
  {
    what: 'lost indexes',
    deletes: ['by/actor/app/app/web', 'by/parent/host/one/app/web', 'by/consumer/host/one/app/web'],
    tells: [
      'index by/actor/app/app/web',
      'index by/consumer/host/one/app/web',
      'index by/parent/host/one/app/web',
    ],
  },
  {
    what: 'indexes of services that are gone, or elsewhere',
    puts: { 'by/actor/app/app/gone': NOTHING, 'by/consumer/app/web/host/one': NOTHING },
    tells: ['index by/actor/app/app/gone', 'index by/consumer/app/web/host/one'],
  },
  {
    what: 'a mark of pending work where nothing is pending',
    puts: { 'pending/app/web': codec.record('Pending').encode({ actions: ['install'] }) },
    tells: ['index pending/app/web'],
  },
  { what: 'a lost guard', deletes: ['guard/app'], tells: ['index guard/app'] },
  { what: 'the guard of a producer', deletes: ['guard/host/one'], tells: ['index guard/host/one'] },
  {
    what: 'the claim of a run that is not there',
    puts: { 'claim/app/web': codec.record('Claim').encode({ run: RUN }) },
    tells: ['reference claim/app/web'],
  },
  {
    what: 'an open run that is not there',
    puts: { 'open/x': NOTHING },
    tells: ['reference open/x'],
  },
  {
    what: 'a lost producer',
    deletes: ['svc/host/one', 'by/actor/host/host/one'],
    tells: ['reference svc/app/web'],
    lost: true,
  },
  { what: 'a lost actor', deletes: ['actor/host'], tells: ['reference svc/host/one'], lost: true },
  {
    what: 'bytes that are no record',
    puts: { 'actor/host': Buffer.from('no message') },
    tells: ['record actor/host'],
    lost: true,
  },
  {
    what: 'code under the hash of another',
    puts: {
      'code/abc': codec.record('Code').encode({ code: 'x', map: '', action: '', actor: '' }),
    },
    tells: ['record code/abc'],
    lost: true,
  },
  {
    what: 'a revision at the place of another',
    puts: {
      [`hist/${GONE}/00000007`]: codec
        .record('Revision')
        .encode({ uid: GONE, number: 2, role: 'app', name: 'old' }),
      [`gone/app/old/${GONE}`]: NOTHING,
    },
    tells: [`record hist/${GONE}/00000007`],
    lost: true,
  },
  {
    what: 'history that cannot be read',
    puts: { [`hist/${GONE}/00000001`]: Buffer.from('no message') },
    tells: [`record hist/${GONE}/00000001`],
    lost: true,
  },
  {
    what: 'a job and a request to cancel without their run',
    puts: {
      [`run/${RUN}/job/00000000`]: codec.record('Job').encode({ number: 0 }),
      [`run/${RUN}/cancel`]: codec.record('Cancel').encode({ who: 'me', at: 0, kill: false }),
    },
    tells: [`reference run/${RUN}/cancel`, `reference run/${RUN}/job/00000000`],
  },
  {
    what: 'what AYS never wrote',
    puts: { 'zzz/x': NOTHING },
    tells: ['unknown zzz/x'],
    lost: true,
  },
]

it.each(BREAKS)('$what is told, and mended where the records tell how', async (one) => {
  await using store = await openAt(site, LEVEL)
  const before = await contentOf(store)
  const puts = Object.entries(one.puts ?? {}).map(([key, value]) => ({ key, value }))
  await store.commit({ puts, deletes: one.deletes ?? [] })
  const found = await verify(store)
  expect(told(found).toSorted()).toEqual(one.tells)
  expect(found.faults.every(({ message }) => message.length > 10)).toBe(true)
  const mended = await verify(store, true)
  expect(mended).toMatchObject({ repaired: one.lost === true ? 0 : one.tells.length })
  if (one.lost === true) return
  expect(await contentOf(store)).toEqual(before)
  expect((await verify(store)).found).toBe(0)
})

it('a repository without any index gets all of them back', async () => {
  await using store = await openAt(site, LEVEL)
  const before = await contentOf(store)
  const derived = [...before.keys()].filter((key) => /^(?:by|pending|guard)\//.test(key))
  await store.commit({ deletes: derived })
  expect(await verify(store, true)).toMatchObject({ repaired: derived.length })
  expect(await contentOf(store)).toEqual(before)
})

it('which services are gone is worked out again from what is left of them', async () => {
  await using store = await openAt(site, LEVEL)
  await using engine = await openTestEngine(site.folder, store)
  const { uid } = await engine.api.showService('app!web')
  const there = await contentOf(store)
  await store.commit({ puts: [{ key: `gone/app/web/${uid}`, value: NOTHING }] })
  expect(told(await verify(store, true))).toEqual([`index gone/app/web/${uid}`])
  expect(await contentOf(store)).toEqual(there)
  const { id } = await engine.api.plan({ kind: 'destroy' })
  await engine.api.apply({ plan: id })
  const gone = await contentOf(store)
  await store.commit({ deletes: [...gone.keys()].filter((key) => key.startsWith('gone/')) })
  expect(await verify(store, true)).toMatchObject({ found: 2, repaired: 2 })
  expect(await contentOf(store)).toEqual(gone)
})

it('what others do meanwhile is no fault, and repairing takes nothing from them', async () => {
  await using shared = openRedis(redis.url, { folder: site.folder, repository: site.id })
  await shared.open()
  await using engine = await openTestEngine(site.folder, shared)
  const apply = async (text: string) => {
    const files = [{ file: 'site.yaml', text }]
    const { id } = await engine.api.plan({ kind: 'blueprint', files, prune: true })
    await engine.api.apply({ plan: id })
  }
  const stop = new AbortController()
  const working = (async () => {
    for (let round = 0; round < 12; round++) {
      const apps = Array.from(
        { length: round % 4 },
        (_, n) => `app__a${n}:\n  host: h${round % 2}\n`,
      )
      await apply(`host__h0:\nhost__h1:\n${apps.join('')}`)
    }
    stop.abort()
  })()
  let rounds = 0
  while (!stop.signal.aborted) {
    expect(await verify(shared, true)).toMatchObject({ found: 0, faults: [] })
    rounds += 1
  }
  await working
  expect(rounds).toBeGreaterThan(0)
  expect((await verify(shared)).found).toBe(0)
})

it('the command tells faults with its exit code, mends them, and opens a damaged LevelDB again', async () => {
  {
    await using store = await openAt(site, LEVEL)
    await store.commit({ deletes: ['by/actor/app/app/web'] })
  }
  const found = await site.ays('store', 'verify')
  expect(found).toMatchObject({ exitCode: 1 })
  expect(found.stdout).toContain('by/actor/app/app/web')
  const mended = await site.ays('store', 'verify', '--repair', '--json')
  expect(mended.exitCode).toBe(0)
  expect(mended.json()).toMatchObject({ found: 1, repaired: 1 })
  await rm(path.join(site.folder, '.ays/db/CURRENT'))
  expect((await site.ays('store', 'verify')).stderr).toContain('AYS_STORE_DAMAGED')
  const repaired = await site.ays('store', 'verify', '--repair')
  expect(repaired.exitCode).toBe(0)
  expect((await site.ays('service', 'show', 'app!web')).exitCode).toBe(0)
})

it('bytes that changed inside a LevelDB are found by reading it, named, and removed by --repair', async () => {
  // What is opened once more is in a table.
  await (await openAt(site, LEVEL))[Symbol.asyncDispose]()
  const folder = path.join(site.folder, '.ays/db')
  const [table = ''] = (await readdir(folder)).filter((file) => file.endsWith('.ldb'))
  const bytes = await readFile(path.join(folder, table))
  bytes.writeUInt32BE(0xffffffff, bytes.indexOf('actor/app') + 400)
  await writeFile(path.join(folder, table), bytes)
  const found = await site.ays('store', 'verify')
  expect(found).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('AYS_STORE_DAMAGED') })
  const repaired = await site.ays('store', 'verify', '--repair')
  expect(repaired.stderr).toContain('are gone: ":actor/app"')
  // What needs it is told: nothing but a blueprint or a backup brings it back.
  expect(repaired).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('svc/app/web') })
})
