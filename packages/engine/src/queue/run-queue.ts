import {
  type AysError,
  describeError,
  formatAddress,
  isAysError,
  parseAddress,
  type RunEvent,
} from '@ays/core'
import { readJobs } from '../api/find-runs.ts'
import { type LaidPlan, layPlan } from '../api/lay-plan.ts'
import type { PreparedPlan } from '../plan/prepared-plan.ts'
import { reopenRun } from '../run/reopen-run.ts'
import { ChangeSet } from '../state/change-set.ts'
import { holds } from '../state/conflicts.ts'
import { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import type { Stored } from '../state/records.ts'
import { type StartedRun, startRun } from '../work/start-run.ts'
import type { WorkTools } from '../work/work-tools.ts'
import { Turns } from './turns.ts'
import { changeSubmission, isOpen, type Submission, workOf } from './submission.ts'

/** Milliseconds until what is held by others is looked at again. */
const PAUSE = 500
/** Runs of the queue at once. */
const MOST = 64
const TRIES = 5

/** Starts what is queued when its turn comes, and retries what failed. */
export class RunQueue {
  readonly #tools: WorkTools
  /** Services of submissions that could not be started, as far as is known. */
  readonly #services = new Map<string, readonly string[]>()
  #wanted: ReadonlySet<string> = new Set()

  constructor(tools: WorkTools) {
    this.#tools = tools
  }

  /** True for a service that what recurs has to leave to somebody who waits for it. */
  isWanted(service: string): boolean {
    return this.#wanted.has(service)
  }

  /** Goes once through the queue, in order. Returns when to look again; undefined when only a change can tell. */
  async look(): Promise<number | undefined> {
    const { clock, on } = this.#tools
    const counts = { queued: 0, running: 0, waiting: 0, ok: 0, error: 0, cancelled: 0 }
    const turns = new Turns()
    let next = Infinity
    for (const stored of await this.#read()) {
      const now = clock.now()
      const state = await this.#take(stored, turns, counts.running < MOST)
      if (state === 'queued') next = Math.min(next, now + PAUSE)
      if (state === 'waiting') next = Math.min(next, Math.max(stored.value.retryAt, now + PAUSE))
      counts[state] += 1
    }
    this.#wanted = turns.wanted
    const { queued, running, waiting } = counts
    on({ type: 'queue', queued, running, waiting })
    return next === Infinity ? undefined : next
  }

  /** Submissions that have not ended, in the order of the queue. */
  async #read(): Promise<Stored<Submission>[]> {
    const { records } = this.#tools
    const ids = await records.ids({ prefix: keys.queue })
    const found = await records.getMany(records.codecs.submission, ids.map(keys.submission))
    // One may have ended since its key was read.
    return found.flatMap((stored) => (stored && isOpen(stored.value) ? [stored] : []))
  }

  /** Does what can be done for it now; resolves to the state it is in then. */
  async #take(
    stored: Stored<Submission>,
    turns: Turns,
    room: boolean,
  ): Promise<Submission['state']> {
    const { id, state, source, retryAt } = stored.value
    if (state === 'running') return this.#settle(stored)
    const isDue = retryAt <= this.#tools.clock.now()
    if (isDue && room && !turns.mustWait(source, this.#services.get(id))) {
      const next = await this.#start(stored, turns)
      if (next !== 'queued' && next !== 'waiting') return next
    }
    const services = this.#services.get(id) ?? (await this.#servicesOfRun(stored.value))
    this.#services.set(id, services)
    if (state === 'waiting') turns.putOff(source, services)
    else turns.hold(services)
    return state
  }

  async #servicesOfRun({ run }: Submission): Promise<string[]> {
    if (run === '') return []
    const jobs = await readJobs(this.#tools.records, run)
    return [...new Set(jobs.map(formatAddress))]
  }

  async #start(stored: Stored<Submission>, turns: Turns): Promise<Submission['state']> {
    const { id, run, source } = stored.value
    if (run !== '') return this.#retry(stored, turns)
    const known = this.#services.get(id)
    if (known && (await this.#areHeld(known, turns))) return 'queued'
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const prepared = await this.#plan(stored)
      if (isAysError(prepared)) return this.#refuse(stored, prepared)
      const services = servicesOf(prepared)
      this.#services.set(id, services)
      if (turns.mustWait(source, services) || (await this.#areHeld(services, turns))) break
      if (await this.#begin(stored, prepared)) return 'running'
    }
    return 'queued'
  }

  /** The error of what is asked for, if that is wrong: it will not be right by itself. */
  async #plan(stored: Stored<Submission>): Promise<PreparedPlan | AysError> {
    try {
      return await this.#tools.planner.plan(workOf(stored.value).request)
    } catch (error) {
      if (!isAysError(error) || error.code.startsWith('AYS_STORE_')) throw error
      return error
    }
  }

  /** False when what the plan was made from has changed. */
  #begin(stored: Stored<Submission>, prepared: PreparedPlan): Promise<boolean> {
    const { records, clock } = this.#tools
    const { request: _, ...how } = workOf(stored.value)
    const { who } = stored.value
    const laid = layPlan(records, prepared, { ...how, who, now: clock.now() })
    return holds(this.#commit(stored, laid))
  }

  async #areHeld(services: readonly string[], turns: Turns): Promise<boolean> {
    const { records } = this.#tools
    const claims = services.map((service) => keys.claim(parseAddress(service)))
    const held = await records.getMany(records.codecs.claim, claims)
    const holders = new Set(held.flatMap((claim) => claim?.value.run ?? []))
    const runs = await records.getMany(records.codecs.run, [...holders].map(keys.run))
    if (runs.every((run) => run?.value.recurring)) turns.want(services)
    return holders.size > 0
  }

  /** The run, and that it is the submission's, are one commit: none is started twice. */
  async #commit(
    stored: Stored<Submission>,
    { changes, created, writeFiles }: LaidPlan,
  ): Promise<void> {
    const { records, clock } = this.#tools
    if (created === undefined) {
      changeSubmission(changes, records, stored, { state: 'ok', ended: clock.now() })
      await records.store.commit(changes.toCommit())
    } else {
      changeSubmission(changes, records, stored, { state: 'running', run: created.run.id })
      await this.#drive(stored.value.id, { ...created, first: changes })
    }
    await writeFiles()
  }

  async #retry(stored: Stored<Submission>, turns: Turns): Promise<Submission['state']> {
    const { records } = this.#tools
    const { id, run: runId, retries } = stored.value
    const run = await records.get(records.codecs.run, keys.run(runId))
    if (run?.value.state !== 'error') {
      // Somebody else went on with it, or deleted it.
      return this.#put(stored, { state: 'running', retryAt: 0 })
    }
    const draft = new Draft(records, new ChangeSet())
    draft.changes.readStored(run)
    const jobs = await readJobs(records, runId)
    const reopened = await reopenRun(draft, run.value, jobs)
    const change = { state: 'running', retries: retries + 1, retryAt: 0 } as const
    changeSubmission(draft.changes, records, stored, change)
    try {
      await this.#drive(id, { ...reopened, first: draft.changes })
      return 'running'
    } catch (error) {
      const others = isAysError(error, 'AYS_STORE_CONFLICT') || isAysError(error, 'AYS_RUN_ACTIVE')
      if (!others) throw error
      await this.#areHeld(jobs.map(formatAddress), turns)
      return 'waiting'
    }
  }

  async #drive(id: string, request: Omit<Parameters<typeof startRun>[1], 'on'>): Promise<void> {
    const { drive, on, beside, records } = this.#tools
    const run = request.run.id
    const tell = (event: RunEvent) => on({ type: 'run', run, event })
    const { ended }: StartedRun = await startRun(drive, { ...request, on: tell })
    this.#services.delete(id)
    const settle = async () => {
      await ended
      const stored = await records.get(records.codecs.submission, keys.submission(id))
      if (stored) await this.#settle(stored)
    }
    beside(`run ${run}`, settle())
  }

  /** What the end of its run means for the submission; nothing while that goes on. */
  async #settle(stored: Stored<Submission>): Promise<Submission['state']> {
    const { records, clock } = this.#tools
    const { run: id, delays, retries, state } = stored.value
    if (state !== 'running') return state
    const run = (await records.get(records.codecs.run, keys.run(id)))?.value
    if (run?.state === 'running') return 'running'
    const delay = delays[retries]
    if (run?.state === 'error' && delay !== undefined) {
      return this.#put(stored, { state: 'waiting', retryAt: clock.now() + delay })
    }
    const end = run?.state === 'ok' || run?.state === 'cancelled' ? run.state : 'error'
    return this.#put(stored, { state: end, ended: clock.now() })
  }

  #refuse(stored: Stored<Submission>, error: AysError): Promise<Submission['state']> {
    const errorJson = formatJson(describeError(error))
    const ended = this.#tools.clock.now()
    return this.#put(stored, { state: 'error', errorJson, ended, retryAt: 0 })
  }

  /** Who changed it at the same moment is right. */
  async #put(
    stored: Stored<Submission>,
    change: Partial<Submission>,
  ): Promise<Submission['state']> {
    const { records } = this.#tools
    const changes = new ChangeSet()
    const { id, state } = changeSubmission(changes, records, stored, change)
    await holds(records.store.commit(changes.toCommit()))
    this.#services.delete(id)
    return state
  }
}

/** What a plan works on or changes. */
function servicesOf({ plan }: PreparedPlan): string[] {
  const services = [...plan.jobs, ...plan.changes].map(({ service }) => service)
  return [...new Set(services)]
}
