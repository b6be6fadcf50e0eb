import type { Ensured, Records as Model } from '@ays/core'
import type { GrowthSeeds } from '../plan/growth-seeds.ts'
import type { ChangeSet } from '../state/change-set.ts'
import type { Draft } from '../state/draft.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import type { RunState } from './run-state.ts'
import type { Limit } from './slots.ts'

/**
 * Lays services that an action declared into the draft, as a blueprint would, and says which actions
 * are now to do. AYS_INPUT_INVALID with diagnostics when a declaration has faults.
 */
export type EnsureServices = (
  draft: Draft,
  ensured: readonly Ensured[],
  by: Model.Service,
) => Promise<GrowthSeeds>

/** What the parts of one run in this process share. */
export interface RunContext {
  readonly run: Model.Run
  readonly records: Records
  readonly schemas: Schemas
  readonly state: RunState
  /** Jobs that ran when their process died: what they did is not known. */
  readonly orphans: Set<number>
  /** Addresses that this run may change now. */
  readonly claimed: Set<string>
  readonly ensure: EnsureServices
  limitsOf(job: Model.Job): readonly Limit[]
  now(): number
  /** Of what is stored now. */
  newDraft(): Draft
  /** Of services as this process saw them last, without asking the store: its commit does. */
  recallDraft(): Draft
  /** Fails with AYS_STORE_FENCED once another process drives the run. */
  commit(changes: ChangeSet): Promise<void>
  /** As commit(), of what is written into the draft's change set. */
  commitDraft(draft: Draft): Promise<void>
}
