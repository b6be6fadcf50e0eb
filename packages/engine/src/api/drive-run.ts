import {
  type Executor,
  formatAddress,
  isAysError,
  AysError,
  type Records as Model,
  type RunOptions,
} from '@ays/core'
import { RunDriver } from '../run/driver.ts'
import type { EnsureServices, RunContext } from '../run/run-context.ts'
import { RunState } from '../run/run-state.ts'
import { addressOf } from '../state/action-ref.ts'
import type { ActorView } from '../state/actor-view.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { HeldLease } from '../state/held-lease.ts'
import { keys, runLease } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'

export interface DriveTools {
  readonly records: Records
  readonly schemas: Schemas
  readonly executor: () => Executor
  readonly ensure: EnsureServices
  readonly now: () => number
}

export interface DriveRequest extends RunOptions {
  readonly run: Model.Run
  readonly jobs: readonly Model.Job[]
  readonly parallel?: number
}

/** Drives a run to its end under its lease. AYS_RUN_ACTIVE when another process does. */
export async function driveRun(
  tools: DriveTools,
  { run, jobs, signal, on, parallel }: DriveRequest,
): Promise<void> {
  const { records, schemas, executor, ensure, now } = tools
  const lease = await takeLease(records, run.id)
  const actors = new Map<string, ActorView | undefined>()
  const context: RunContext = {
    run,
    records,
    schemas,
    state: new RunState(run.jobs, run.gates, jobs),
    claimed: await readClaimed(records, run.id, jobs),
    ensure,
    now,
    newDraft: () => new Draft(records, new ChangeSet(), actors),
    commit: async (changes) => {
      await records.store.commit(changes.toCommit({ fences: [lease.fence] }))
    },
  }
  try {
    await new RunDriver(context, {
      executor,
      signal: signal ?? new AbortController().signal,
      lost: lease.lost,
      on: on ?? (() => undefined),
      parallel,
    }).drive()
  } finally {
    await lease[Symbol.asyncDispose]()
  }
}

async function takeLease({ store }: Records, run: string): Promise<HeldLease> {
  try {
    return await HeldLease.take(store, runLease(run))
  } catch (cause) {
    if (!isAysError(cause, 'AYS_STORE_LEASE_HELD')) throw cause
    throw new AysError('AYS_RUN_ACTIVE', `another process drives run ${run}`, {
      cause,
      hint: `Watch it with: ays run show ${run}`,
    })
  }
}

/** The services of the run that it still holds. */
async function readClaimed(
  records: Records,
  run: string,
  jobs: readonly Model.Job[],
): Promise<Set<string>> {
  const services = new Map(jobs.map((job) => [formatAddress(job), addressOf(job)]))
  const claims = await records.getMany(records.codecs.claim, [...services.values()].map(keys.claim))
  const ids = [...services.keys()]
  return new Set(ids.filter((_, at) => claims[at]?.value.run === run))
}
