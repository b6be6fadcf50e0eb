import type { RunEvent } from '@ays/core'

/** What the work of a daemon tells, for logs and metrics. */
export type WorkEvent =
  /** This process leads, or has stopped to. */
  | { readonly type: 'leading'; readonly leads: boolean }
  /** What a run that this process drives tells. */
  | { readonly type: 'run'; readonly run: string; readonly event: RunEvent }
  /** Due times that were committed: how many became jobs or were left out; milliseconds that the earliest was late. */
  | {
      readonly type: 'timers'
      readonly fired: number
      readonly skipped: number
      readonly late: number
    }
  /** Submissions that have not ended, by what they do. */
  | {
      readonly type: 'queue'
      readonly queued: number
      readonly running: number
      readonly waiting: number
    }
  /** An event was looked at: `heard` says whether it starts a run. */
  | { readonly type: 'event'; readonly id: string; readonly heard: boolean }
  /** Something failed; the work goes on. */
  | { readonly type: 'failed'; readonly what: string; readonly error: unknown }
