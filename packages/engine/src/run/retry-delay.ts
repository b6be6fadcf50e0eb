import type { ErrorData, Records as Model } from '@ays/core'

/** Never tried again, whatever the policy says. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'AYS_ACTION_CYCLE',
  'AYS_CANCELLED',
  'AYS_DATA_INVALID',
  'AYS_FIELD_OWNED',
  'AYS_INPUT_INVALID',
  'AYS_JOB_UNLOADABLE',
  'AYS_LINK_CYCLE',
  'AYS_SERVICE_UNKNOWN',
  'AYS_TEMPLATE_UNKNOWN',
])

/**
 * Milliseconds until the next try of a job that has failed, by a policy: one wait for each retry, spread
 * by up to a tenth so that many do not come back at once. Undefined: it has ended. An author ends it
 * early with an error that has `retryable: false`.
 */
export function retryDelay(
  policy: readonly number[],
  { failures }: Pick<Model.Job, 'failures'>,
  { code, details }: ErrorData,
  random: () => number = Math.random,
): number | undefined {
  if (code !== undefined && FINAL_CODES.has(code)) return undefined
  if (details?.['retryable'] === false) return undefined
  const wait = policy[failures]
  return wait === undefined ? undefined : wait * (1 + random() * 0.1)
}
