import { isRecordData } from '@ays/core'

/** A member of anything; undefined when there is none. */
export function member(value: unknown, name: string): unknown {
  return isRecordData(value) ? value[name] : undefined
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}
