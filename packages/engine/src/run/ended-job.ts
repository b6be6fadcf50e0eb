import type { ActionOutcome, Records as Model } from '@ays/core'

/** A job that has ended, and what is to be committed of it. */
export interface EndedJob {
  readonly job: Model.Job
  readonly outcome: ActionOutcome
  readonly seen: SeenServices
}

/** One, or many that are plain. */
export type EndedJobs = readonly [EndedJob, ...EndedJob[]]

/** What the action saw of the services it is linked to. */
export interface SeenServices {
  readonly links: readonly Model.Link[]
  /** By address. */
  readonly producers: ReadonlyMap<string, Model.Service>
}

/** True when the result touches nothing but the job and the states of its own service. */
export function isPlain({ outcome, job }: EndedJob): boolean {
  return (
    outcome.status === 'ok' &&
    job.action !== 'delete' &&
    outcome.fields.length + outcome.ensured.length + outcome.emitted.length === 0
  )
}
