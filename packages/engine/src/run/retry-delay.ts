import type { ActionOptions, ActionOutcome, Records as Model } from '@ays/core'

/** Never tried again, whatever the policy says. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'AYS_CANCELLED',
  'AYS_DATA_INVALID',
  'AYS_FIELD_OWNED',
  'AYS_JOB_UNLOADABLE',
])

/**
 * Milliseconds until the next try of a job, by the policy of its action: one wait for each retry,
 * spread by up to a tenth so that many do not come back at once. Undefined: it has ended. An author
 * ends it early with an error that has `retryable: false`.
 */
export function retryDelay(
  { retry = [] }: ActionOptions,
  { attempt }: Pick<Model.Job, 'attempt'>,
  outcome: ActionOutcome,
  random: () => number = Math.random,
): number | undefined {
  if (outcome.status === 'ok') return undefined
  const { code, details } = outcome.error
  if (code !== undefined && FINAL_CODES.has(code)) return undefined
  if (details?.['retryable'] === false) return undefined
  const wait = retry[attempt - 1]
  return wait === undefined ? undefined : wait * (1 + random() * 0.1)
}
