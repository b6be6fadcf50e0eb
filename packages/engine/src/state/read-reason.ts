import { describeReason, type Reason } from '@ays/core'
import { parseJson } from './json.ts'

/** The reason that a state or a job was given; undefined where there was none. */
export function readReason(json: string): Reason | undefined {
  return parseJson<Reason | undefined>(json, undefined)
}

/** The same in words; empty where there was none. */
export function reasonText(json: string): string {
  const reason = readReason(json)
  return reason ? describeReason(reason) : ''
}
