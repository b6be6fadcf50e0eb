import {
  type Executor,
  formatAddress,
  isAysError,
  type Leave,
  AysError,
  type Records as Model,
  type RunOptions,
} from '@ays/core'
import { changedServices } from '../plan/seeds.ts'
import { CancelRequest } from '../run/cancel-request.ts'
import { RunDriver } from '../run/driver.ts'
import { limitsOf } from '../run/limits-of.ts'
import type { EnsureServices, RunContext } from '../run/run-context.ts'
import { RunState } from '../run/run-state.ts'
import type { Slots } from '../run/slots.ts'
import type { ActorView } from '../state/actor-view.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { RecentServices } from '../state/recent-services.ts'
import { HeldLease } from '../state/held-lease.ts'
import { keys, runLease } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'

export interface DriveTools {
  readonly records: Records
  readonly schemas: Schemas
  readonly executor: () => Executor
  readonly ensure: EnsureServices
  /** Shared by all runs of this process. */
  readonly slots: Slots
  readonly now: () => number
  /** Called whenever a run was driven to its end. */
  readonly ended: () => void
  /** Of a process that stays. */
  readonly leave: Leave | undefined
}

export interface DriveRequest extends RunOptions {
  readonly run: Model.Run
  /** As they are stored. */
  readonly jobs: readonly Model.Job[]
  /** Fewer jobs at once than the run says. */
  readonly parallel?: number | undefined
  /** Committed once the lease is held: what makes the run. */
  readonly first?: ChangeSet
  /** Some of the services that it writes, as it does: they need not be read again. */
  readonly services?: readonly Model.Service[]
  /** Called after that. */
  readonly committed?: () => Promise<void>
}

/** A run that this process has driven to its end, as it is stored. */
export interface DrivenRun {
  readonly run: Model.Run
  readonly jobs: readonly Model.Job[]
}

/**
 * Drives a run to its end under its lease, or cancels it when that was asked for. What ran when its process
 * died starts again, with the same idempotency key. AYS_RUN_ACTIVE when another process drives it;
 * AYS_STORE_CONFLICT when the first commit cannot be. When this process ends before the run, the reason it leaves for.
 */
export function driveRun(tools: DriveTools, request: DriveRequest): Promise<DrivenRun> {
  const driven = drive(tools, request)
  tools.leave?.hold(driven.then(() => undefined))
  return driven
}

async function drive(tools: DriveTools, request: DriveRequest): Promise<DrivenRun> {
  const { signal, on, parallel, committed } = request
  tools.leave?.drain.throwIfAborted()
  const lease = await takeLease(tools.records, request.run.id)
  try {
    const recent = await commitFirst(tools, request, lease)
    await committed?.()
    const cancel = await CancelRequest.follow(tools.records, request.run.id, signal)
    try {
      const context = await createContext(tools, request, lease, recent)
      const run = await new RunDriver(context, {
        executor: tools.executor,
        signal: cancel.stop,
        kill: cancel.kill,
        lost: tools.leave ? AbortSignal.any([lease.lost, tools.leave.abandon]) : lease.lost,
        drain: tools.leave?.drain,
        on,
        parallel: parallel ?? (request.run.parallel || undefined),
        slots: tools.slots,
      }).drive()
      tools.ended()
      return { run, jobs: [...context.state.jobs.values()] }
    } finally {
      await cancel[Symbol.asyncDispose]()
    }
  } finally {
    await lease[Symbol.asyncDispose]()
  }
}

/** What it writes is known without reading it. */
async function commitFirst(
  { records }: DriveTools,
  { first, services = [] }: DriveRequest,
  lease: HeldLease,
): Promise<RecentServices> {
  const recent = new RecentServices(records)
  if (first) {
    const { versions } = await records.store.commit(first.toCommit({ fences: [lease.fence] }))
    recent.note(services, versions)
  }
  return recent
}

async function createContext(
  { records, schemas, ensure, now }: DriveTools,
  { run, jobs: stored, first }: DriveRequest,
  lease: HeldLease,
  recent: RecentServices,
): Promise<RunContext> {
  const actors = new Map<string, ActorView | undefined>()
  const draftOf = (readServices: Records['services']) =>
    new Draft(records, new ChangeSet(), { frozen: actors, readServices })
  const newDraft = () => draftOf((addresses) => recent.read(addresses))
  const commit = (changes: ChangeSet) =>
    records.store.commit(changes.toCommit({ fences: [lease.fence] }))
  const draft = newDraft()
  for (const name of new Set(stored.map(({ actor }) => actor))) await draft.actor(name)
  const limits = (job: Model.Job) => limitsOf(actors.get(job.actor), job.action)
  const running = stored.filter(({ state }) => state === 'running')
  const jobs = stored.map((job) => (job.state === 'running' ? { ...job, state: NEW } : job))
  return {
    run,
    records,
    schemas,
    state: new RunState(run.jobs, run.gates, jobs, limits),
    orphans: new Set(running.map(({ number }) => number)),
    claimed: await readClaimed(records, run.id, jobs, first),
    limitsOf: limits,
    ensure,
    now,
    newDraft,
    recallDraft: () => draftOf((addresses) => recent.recall(addresses)),
    commit: async (changes) => void (await commit(changes)),
    commitDraft: async (drawn) => {
      const { versions } = await commit(drawn.changes)
      recent.note(changedServices(drawn), versions)
    },
  }
}

const NEW = 'new' as const

async function takeLease({ store }: Records, run: string): Promise<HeldLease> {
  try {
    return await HeldLease.take(store, runLease(run))
  } catch (cause) {
    if (!isAysError(cause, 'AYS_STORE_LEASE_HELD')) throw cause
    throw new AysError('AYS_RUN_ACTIVE', `another process drives run ${run}`, {
      cause,
      hint: `Follow it with: ays run watch ${run}`,
    })
  }
}

/** The services of the run that it holds; what its first commit claimed is not read again. */
async function readClaimed(
  records: Records,
  run: string,
  jobs: readonly Model.Job[],
  first: ChangeSet | undefined,
): Promise<Set<string>> {
  const claimed = new Set<string>()
  const unknown = new Map<string, string>()
  for (const job of jobs) {
    const key = keys.claim(job)
    if (first?.puts.has(key)) claimed.add(formatAddress(job))
    else unknown.set(key, formatAddress(job))
  }
  const claims = await records.getMany(records.codecs.claim, [...unknown.keys()])
  const services = [...unknown.values()]
  for (const [at, claim] of claims.entries()) {
    if (claim?.value.run === run) claimed.add(services[at] ?? '')
  }
  return claimed
}
