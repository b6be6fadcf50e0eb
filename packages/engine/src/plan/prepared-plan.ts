import type { Plan, Records as Model } from '@ays/core'
import type { ChangeSet } from '../state/change-set.ts'
import type { TextFile } from '../template/template.ts'

/** A plan with all that applying it takes: no blueprint and no template is read again. */
export interface PreparedPlan {
  readonly plan: Plan
  /** Everything that was read as checks, everything that changes as puts and deletes. */
  readonly changes: ChangeSet
  /** Services as the changes write them, as many as a run remembers. */
  readonly services: readonly Model.Service[]
  /** Records of jobs that belong to no run yet. */
  readonly jobs: readonly Model.Job[]
  /** What the changes leave in the history; not yet signed. */
  readonly revisions: readonly Model.Revision[]
  /** Locks of local templates that have to grow, to write once the commit has happened. */
  readonly files: readonly TextFile[]
}
