import type { Clock } from '@ays/core'
import type { DriveTools } from '../api/drive-run.ts'
import type { Planner } from '../plan/planner.ts'
import type { Records } from '../state/records.ts'
import type { WorkEvent } from './work-event.ts'

/** What the parts of the daemon's work share while this process leads. */
export interface WorkTools {
  readonly records: Records
  readonly drive: DriveTools
  readonly planner: Planner
  readonly who: string
  /** When this process began to lead. */
  readonly since: number
  readonly clock: Clock
  readonly on: (event: WorkEvent) => void
  /** Keeps an eye on what goes on beside the work: a failure is told, and ends nothing else. */
  readonly beside: (what: string, work: Promise<unknown>) => void
}
