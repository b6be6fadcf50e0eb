import type { Records as Model } from '@ays/core'
import { newId } from '../state/new-id.ts'
import type { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { claimServices } from './claim-services.ts'
import { putJobs } from './put-jobs.ts'

/** What a run is made of: records of jobs that do not belong to one yet. */
export interface RunDraft {
  readonly command: string
  readonly who: string
  readonly now: number
  readonly jobs: readonly Model.Job[]
  readonly gates: readonly (readonly number[])[]
  /** None starts before the step before it has ended. */
  readonly barrier: boolean
  /** Of recurring actions. */
  readonly recurring?: boolean
  /** Waits between tries, milliseconds, in place of those of actor.yaml. */
  readonly retries?: readonly number[]
  /** Jobs at once. */
  readonly parallel?: number
}

export interface CreatedRun {
  readonly run: Model.Run
  readonly jobs: readonly Model.Job[]
}

/** Lays a run, its jobs and the claims of its services into a change set: nobody else holds them. */
export function createRun(changes: ChangeSet, records: Records, draft: RunDraft): CreatedRun {
  const { jobs, gates } = draft.barrier ? withBarriers(draft.jobs) : draft
  const run: Model.Run = {
    id: newId(draft.now),
    state: 'running',
    command: draft.command,
    who: draft.who,
    created: draft.now,
    started: draft.now,
    ended: 0,
    steps: countSteps(jobs),
    gates: gates.map((needs) => ({ needs: [...needs] })),
    jobs: jobs.length,
    barrier: draft.barrier,
    counts: [],
    recurring: draft.recurring ?? false,
    retries: [...(draft.retries ?? [])],
    parallel: draft.parallel ?? 0,
  }
  changes.put(keys.run(run.id), records.codecs.run, run)
  changes.mark(keys.openRun(run.id))
  const created = jobs.map((job): Model.Job => ({ ...job, created: draft.now }))
  putJobs({ run, records }, changes, created)
  claimServices(changes, records, run.id, created)
  return { run, jobs: created }
}

/** How many jobs each step has. */
function countSteps(jobs: readonly Model.Job[]): number[] {
  const steps: number[] = []
  for (const { step } of jobs) {
    while (steps.length <= step) steps.push(0)
    steps[step] = (steps[step] ?? 0) + 1
  }
  return steps
}

/** A gate behind each step that everything in the next one waits for. */
function withBarriers(jobs: readonly Model.Job[]): Pick<RunDraft, 'jobs' | 'gates'> {
  const gates = countSteps(jobs).map((_, step) =>
    jobs.filter((job) => job.step === step).map(({ number }) => number),
  )
  return {
    jobs: jobs.map((job) => ({
      ...job,
      needs: job.step === 0 ? [] : [jobs.length + job.step - 1],
    })),
    gates,
  }
}
