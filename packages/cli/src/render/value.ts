import type { Json } from '@ays/core'

/** A value on one line, as JSON; a masked secret and an absent value in words. */
export function formatValue(value: Json | undefined): string {
  if (value === undefined) return '(none)'
  return isMasked(value) ? value : JSON.stringify(value)
}

/** True for what stands in the place of a secret. */
export function isMasked(value: Json): value is '(secret)' {
  return value === '(secret)'
}
