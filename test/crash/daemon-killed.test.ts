import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AysApi, JobInfo } from '@ays/core'
import { connectSocket, socketPath } from '@ays/daemon/client'
import { readRepository } from '@ays/engine'
import { describe, expect, it } from 'vitest'
import { openAt } from '../harness/care.ts'
import { openTestEngine } from '../harness/engine.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { startRedis } from '../harness/redis.ts'
import { type CliProcess, startCli } from '../harness/run-cli.ts'
import { type Cycle, isSoaking, runCycles, soakOf } from '../harness/soak.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const whole = soakOf(20_261_124)
/** A cycle takes as long as a lease: a soak has fifty where others have three hundred. */
const soak = { ...whole, cycles: isSoaking() ? Math.ceil(whole.cycles / 6) : 10 }
const TIME = soak.cycles * 120_000 + 60_000
const PATIENCE = 90_000
const PERIOD = 1000
const SERVICES = ['a', 'b', 'c']

const ACTOR = `recurring:
  - { action: tick, period: 1s, overlap: queue, catchUp: queue }
events:
  - { channel: generic, actions: [hear] }
actions:
  tick: { after: [install] }
  hear: { after: [install] }
  work: { after: [install] }
`
const CODE = `export const hear = (context) => _note('heard ' + context.service.name + ' ' + context.args.n)`

/** Services that recur and hear, on a store. */
async function createSite(journal: Journal, store?: string): Promise<TempRepository> {
  const repository = await createRepository({
    ...(store !== undefined && { store }),
    executor: 'inline',
    templates: {
      app: { actor: ACTOR, actions: journal.actions(['install', 'tick', 'work'], CODE) },
    },
    blueprints: { 'site.yaml': SERVICES.map((name) => `app__${name}:\n`).join('') },
  })
  const applied = await repository.ays('apply', '--yes')
  if (applied.exitCode !== 0) throw new Error(applied.stderr)
  return repository
}

function startDaemon(folder: string): CliProcess {
  return startCli(['daemon', 'start', '--foreground'], { cwd: folder })
}

/** What was asked for, of which nothing may be lost. */
class Asked {
  readonly submissions: string[] = []
  readonly events: string[] = []

  /** An action of each service, and an event. */
  async more(api: AysApi): Promise<void> {
    for (const name of SERVICES) {
      const request = { kind: 'do', action: 'work', role: 'app', name, force: true } as const
      this.submissions.push((await api.submitRun({ request })).id)
    }
    const n = this.events.length
    this.events.push((await api.sendEvent({ name: 'x', payload: { n }, source: 'test' })).id)
  }

  /** Sentences about what has not ended well. */
  async left(api: AysApi): Promise<string[]> {
    const faults: string[] = []
    for (const id of this.submissions) {
      const { state } = await api.showSubmission(id)
      if (state !== 'ok') faults.push(`submission ${id} is ${state}`)
    }
    for (const id of this.events) {
      const { state } = await api.showEvent(id)
      if (state !== 'done') faults.push(`event ${id} is ${state}`)
    }
    return faults
  }

  /** Resolves to what is left when all has ended, or after the patience. */
  async settle(api: AysApi): Promise<string[]> {
    const until = Date.now() + PATIENCE
    for (;;) {
      const left = await this.left(api)
      if (left.length === 0 || Date.now() > until) return left
      await delay(200)
    }
  }
}

/** Sentences about runs that were made twice and times that came twice or never. */
async function faultsOf(api: AysApi, asked: Asked, journal: Journal): Promise<string[]> {
  const runs = await api.listRuns({ limit: 100_000 })
  const count = (command: string) => runs.filter((run) => run.command === command).length
  const faults: string[] = []
  const events = count('event x')
  if (events !== asked.events.length) faults.push(`${events} runs of events`)
  const works = runs.filter(({ command }) => command.startsWith('do work')).length
  if (works !== asked.submissions.length) faults.push(`${works} queued runs`)
  const lines = new Set(await journal.lines())
  for (const n of asked.events.keys()) {
    if (!lines.has(`heard a ${n}`)) faults.push(`event ${n} was not heard`)
  }
  const dues = new Map<string, number[]>()
  for (const run of runs.filter(({ command }) => command === 'recurring')) {
    for (const job of (await api.showRun(run.id)).steps.flat()) addDue(dues, job)
  }
  for (const [service, times] of dues) {
    const sorted = times.toSorted((a, b) => a - b)
    const gaps = sorted.slice(1).map((time, at) => time - (sorted[at] ?? 0))
    const wrong = gaps.filter((gap) => gap !== PERIOD)
    if (wrong.length > 0) faults.push(`${service}: times ${wrong.join()} ms apart`)
  }
  if (dues.size !== SERVICES.length) faults.push(`${dues.size} services recurred`)
  return faults
}

function addDue(dues: Map<string, number[]>, { service, because }: JobInfo): void {
  if (because?.kind === 'recurring') dues.set(service, [...(dues.get(service) ?? []), because.due])
}

describe(`a daemon, killed ${soak.cycles} times`, () => {
  it(
    'beside another one on a Redis: the other takes over, nothing is lost or done twice',
    async () => {
      await using server = await startRedis()
      await using journal = await openJournal()
      await using repository = await createSite(journal, server.url)
      const second = await mkdtemp(path.join(tmpdir(), 'ays-second-'))
      await cp(repository.folder, second, { recursive: true })
      await using store = await openAt(repository, server.url)
      await using engine = await openTestEngine(repository.folder, store)
      const asked = new Asked()
      const folders = [repository.folder, second]
      let leader = startDaemon(repository.folder)
      await asked.more(engine.api)
      // So that it is known who leads.
      expect(await asked.settle(engine.api)).toEqual([])
      let other = startDaemon(second)
      const cycle: Cycle = async (random, number) => {
        await asked.more(engine.api)
        await delay(random() * 1500)
        await leader.kill()
        await asked.more(engine.api)
        const left = await asked.settle(engine.api)
        ;[leader, other] = [other, startDaemon(folders[number % 2] ?? '')]
        return left
      }
      try {
        const faults = await runCycles('daemon, beside another', soak, cycle)
        expect([...faults, ...(await faultsOf(engine.api, asked, journal))]).toEqual([])
      } finally {
        await leader.kill()
        await other.kill()
        await rm(second, { recursive: true, force: true })
      }
    },
    TIME,
  )

  it(
    'on a LevelDB, and started again: everything is there and goes on',
    async () => {
      await using journal = await openJournal()
      await using repository = await createSite(journal)
      const { folder } = repository
      const socket = socketPath(await readRepository(folder))
      const asked = new Asked()
      let daemon = startDaemon(folder)
      const cycle: Cycle = async (random) => {
        await using before = await served(socket)
        await asked.more(before)
        await delay(random() * 1500)
        await daemon.kill()
        daemon = startDaemon(folder)
        await using after = await served(socket)
        return await asked.settle(after)
      }
      try {
        const faults = await runCycles('daemon, started again', soak, cycle)
        await using api = await served(socket)
        expect([...faults, ...(await faultsOf(api, asked, journal))]).toEqual([])
      } finally {
        await daemon.kill()
      }
    },
    TIME,
  )
})

/** Through the socket, once somebody listens. */
async function served(socket: string): Promise<AysApi> {
  const until = Date.now() + PATIENCE
  for (;;) {
    const api = await connectSocket(socket, AbortSignal.timeout(PATIENCE))
    if (api) return api
    if (Date.now() > until) throw new Error('nobody serves the repository')
    await delay(50)
  }
}
