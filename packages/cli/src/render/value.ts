import type { Json } from '@ays/core'

/** A value on one line, as JSON; a masked secret and an absent value in words. */
export function formatValue(value: Json | undefined): string {
  if (value === undefined) return '(none)'
  return value === '(secret)' ? value : JSON.stringify(value)
}
