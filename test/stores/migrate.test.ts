import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Commit, Store } from '@ays/core'
import { migrateStore } from '@ays/engine'
import { expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { createCaredSite, fill, LEVEL, migration, openAt } from '../harness/care.ts'
import { useCared } from './use-cared.ts'

const cared = useCared()

const settings = () => readFile(path.join(cared.site.folder, 'ays.yaml'), 'utf8')

async function keysOf(store: Store): Promise<string[]> {
  const keys: string[] = []
  for await (const { key, value, version } of store.scan({})) {
    keys.push(`${key} ${Buffer.from(value).toString('hex')} ${version}`)
  }
  return keys
}

it('a repository moves from LevelDB to Redis and back: same digest, source untouched, ays.yaml follows', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await fill(level, 5000)
  const before = await keysOf(level)
  await using shared = await openAt(cared.site, cared.redis.url)
  const there = await migrateStore(
    await migration(cared.site, { source: level, target: shared, to: cared.redis.url }),
  )
  expect(await keysOf(level)).toEqual(before)
  expect(await settings()).toContain(`store: ${cared.redis.url}\n`)
  await using second = await openAt(cared.site, 'level:.ays/second')
  const back = await migrateStore(
    await migration(cared.site, { source: shared, target: second, to: 'level:.ays/second' }),
  )
  expect(back).toEqual(there)
  expect(there.entries).toBe(before.length)
  // What arrived is the repository, and nothing beside it.
  expect((await keysOf(second)).map(withoutVersion)).toEqual(before.map(withoutVersion))
  await using engine = await openTestEngine(cared.site.folder, second)
  expect(await engine.api.plan({ kind: 'pending' })).toMatchObject({ empty: true })
})

it('all of ays.yaml but the store stays as its author wrote it', async () => {
  const text = `# Ours.\nid: "${cared.site.id}"   # never change\nstore:   'level:.ays/db' # fast\n\npacks: [ ]\n`
  await writeFile(path.join(cared.site.folder, 'ays.yaml'), text)
  await using level = await openAt(cared.site, LEVEL)
  await using target = await openAt(cared.site, 'level:.ays/b')
  await migrateStore(await migration(cared.site, { source: level, target, to: 'level:.ays/b' }))
  expect(await settings()).toBe(text.replace("'level:.ays/db'", 'level:.ays/b'))
})

it('an interrupted migration leaves a store that nobody can use, and goes on where it was', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await fill(level, 9000)
  await using target = await openAt(cared.site, cared.redis.url)
  const stop = new AbortController()
  let commits = 0
  const counted = observed(target, () => {
    commits += 1
    if (commits === 3) stop.abort()
  })
  const request = await migration(cared.site, {
    source: level,
    target: counted,
    to: cared.redis.url,
  })
  await expect(migrateStore({ ...request, signal: stop.signal })).rejects.toMatchObject({
    code: 'AYS_CANCELLED',
  })
  expect(await settings()).not.toContain('redis')
  await expect(openTestEngine(cared.site.folder, target)).rejects.toMatchObject({
    code: 'AYS_STORE_PARTIAL',
  })
  const written = (await keysOf(target)).length
  let puts = 0
  const again = observed(target, (commit) => {
    puts += commit.puts?.length ?? 0
  })
  const report = await migrateStore({ ...request, target: again })
  expect(report).toMatchObject({ resumed: true, entries: (await keysOf(level)).length })
  expect(puts).toBeLessThan(report.entries - written + 20)
})

it('a target that holds this repository is replaced as a whole, and only with force', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await using target = await openAt(cared.site, 'level:.ays/b')
  const request = await migration(cared.site, { source: level, target, to: 'level:.ays/b' })
  await migrateStore(request)
  await target.commit({ puts: [{ key: 'hist/too-much', value: new Uint8Array(1) }] })
  await expect(migrateStore(request)).rejects.toMatchObject({ code: 'AYS_USAGE' })
  const report = await migrateStore({ ...request, force: true })
  expect(await target.get('hist/too-much')).toBeUndefined()
  expect(report.entries).toBe((await keysOf(level)).length)
})

it('a target with anything else is refused, and so are both URLs of one store', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await using foreign = await openAt(cared.site, 'level:.ays/b')
  await foreign.commit({ puts: [{ key: 'theirs', value: new Uint8Array(1) }] })
  const other = await migration(cared.site, { source: level, target: foreign, to: 'level:.ays/b' })
  await expect(migrateStore({ ...other, force: true })).rejects.toMatchObject({
    code: 'AYS_USAGE',
    message: expect.stringContaining('theirs'),
  })
  const same = await migration(cared.site, { source: level, target: level, to: LEVEL })
  const before = await keysOf(level)
  await expect(migrateStore({ ...same, force: true })).rejects.toMatchObject({ code: 'AYS_USAGE' })
  expect(await keysOf(level)).toEqual(before)
})

it('the store of another repository is refused as target, also with force', async () => {
  await using other = await createCaredSite()
  await using theirs = await openAt(other, LEVEL)
  await using level = await openAt(cared.site, LEVEL)
  const request = await migration(cared.site, { source: level, target: theirs, to: 'level:x' })
  await expect(migrateStore({ ...request, force: true })).rejects.toMatchObject({
    code: 'AYS_USAGE',
    message: expect.stringContaining(other.id),
  })
})

it('while a run is driven in the source nothing is migrated', async () => {
  await using level = await openAt(cared.site, LEVEL)
  await using target = await openAt(cared.site, 'level:.ays/b')
  const run = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
  await level.commit({ puts: [{ key: `open/${run}`, value: new Uint8Array(0) }] })
  const lease = await level.lease(`run/${run}`, { ttl: 60_000 })
  const request = await migration(cared.site, { source: level, target, to: 'level:.ays/b' })
  await expect(migrateStore(request)).rejects.toMatchObject({ code: 'AYS_RUN_ACTIVE' })
  await lease.release()
  // An interrupted run moves with the rest.
  await migrateStore(request)
  expect(await target.get(`open/${run}`)).toBeDefined()
})

const withoutVersion = (line: string) => line.replace(/ \d+$/, '')

/** The store, whose commits are told. */
function observed(store: Store, told: (commit: Commit) => void): Store {
  return new Proxy(store, {
    get(inner, name) {
      const value: unknown = Reflect.get(inner, name, inner)
      if (typeof value !== 'function') return value
      return (...args: [Commit]) => {
        if (name === 'commit') told(args[0])
        return Reflect.apply(value, inner, args)
      }
    },
  })
}
