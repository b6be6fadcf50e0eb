import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RedisServer, startRedis } from '../harness/redis.ts'
import { contentOf, createCaredSite, fill, openAt } from '../harness/care.ts'
import { runCycles, soakOf } from '../harness/soak.ts'
import type { TempRepository } from '../harness/temp-repository.ts'

const SCRIPT = path.join(import.meta.dirname, 'migrate-once.mjs')
const SOURCE = 'level:.ays/db'
const ENTRIES = 10_000
/** Of a whole migration: the batches, and those around them. */
const COMMITS = 8
const MOMENTS = ['before', 'during', 'after']

const soak = soakOf(20_261_124)

let redis: RedisServer
let site: TempRepository
let settings: string
let content: ReadonlyMap<string, string>
beforeAll(async () => {
  redis = await startRedis('--databases', String(soak.cycles))
  site = await createCaredSite()
  settings = await readFile(path.join(site.folder, 'ays.yaml'), 'utf8')
  await using source = await openAt(site, SOURCE)
  await fill(source, ENTRIES)
  content = await contentOf(source)
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
  await redis[Symbol.asyncDispose]()
})

/** Migrates, and is killed at a moment of one of its commits. True when it came to its end before. */
async function migrate(to: string, ...kill: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [SCRIPT, site.folder, SOURCE, to, ...kill], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const stderr = text(child.stderr)
  await once(child, 'exit')
  if (child.signalCode === 'SIGKILL') return false
  if (child.exitCode !== 0) throw new Error(await stderr)
  return true
}

/** What is not as it should be after a kill: ays.yaml names the target only when all is there. */
async function faultsOf(to: string, ended: boolean): Promise<string[]> {
  const faults: string[] = []
  const { store: named } = Object.fromEntries(
    (await readFile(path.join(site.folder, 'ays.yaml'), 'utf8'))
      .split('\n')
      .map((line) => line.split(/: (.*)/)),
  )
  const store = named === JSON.stringify(SOURCE) ? undefined : named
  if (store === undefined ? ended : store !== to) faults.push(`ays.yaml names ${store}`)
  await using source = await openAt(site, SOURCE)
  if (!same(await contentOf(source), content)) faults.push('the source has changed')
  if (store === undefined) return faults
  await using target = await openAt(site, to)
  const there = await contentOf(target)
  there.delete('care/transfer')
  if (!same(there, content)) faults.push('the target differs')
  return faults
}

function same(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

it(
  `a migration that is killed ${soak.cycles} times loses nothing, and goes on to its end`,
  async () => {
    const faults = await runCycles('migration, killed', soak, async (random, cycle) => {
      // To Redis seldom: who goes on waits until the lease of who was killed has run out.
      const to = cycle % 10 > 0 ? `level:.ays/target-${cycle}` : `${redis.url}?db=${cycle}`
      await writeFile(path.join(site.folder, 'ays.yaml'), settings)
      const commit = 1 + Math.floor(random() * COMMITS)
      const moment = MOMENTS[Math.floor(random() * MOMENTS.length)] ?? ''
      expect(await migrate(to, String(commit), moment)).toBe(false)
      const found = await faultsOf(to, false)
      expect(await migrate(to)).toBe(true)
      return [...found, ...(await faultsOf(to, true))]
    })
    expect(faults).toEqual([])
  },
  soak.cycles * 60_000,
)
