import type { ActionRef } from '../state/action-ref.ts'

/** Actions that a commit made pending. */
export interface GrowthSeeds {
  /** Part of what the commit says: it fails with AYS_CLAIMED when another run holds one of their services. */
  readonly must: readonly ActionRef[]
  /** They stay pending when another run holds a service that they need. */
  readonly may: readonly ActionRef[]
}
