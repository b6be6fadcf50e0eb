import { malformed } from '../wire/malformed.ts'
import { Message } from '../wire/message.ts'
import type { Segment } from '../wire/segments.ts'
import * as wire from '../wire/int64.ts'

/** The name of an enum's value; a number where only a newer schema has a name. */
export function enumValue(values: readonly string[], ordinal: number): string | number {
  return values[ordinal] ?? ordinal
}

/** A 64-bit integer as a number. AYS_MESSAGE_INVALID beyond the safe range. */
export function readInt64(view: DataView, at: number): number {
  const value = wire.readInt64(view, at)
  return typeof value === 'number' ? value : unsafe(value)
}

export function readUint64(view: DataView, at: number): number {
  const value = wire.readUint64(view, at)
  return typeof value === 'number' ? value : unsafe(value)
}

export function safeInteger(value: bigint): number {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : unsafe(value)
}

/** Reads the default of a pointer field from the message that holds it: a fresh value each time. */
export function readDefault<T>(
  bytes: Uint8Array,
  read: (message: Message, segment: Segment, at: number) => T,
): T {
  const message = new Message(bytes)
  return read(message, message.segment, message.segment.start)
}

function unsafe(value: bigint): never {
  return malformed(`${value} is beyond ±(2^53-1): the field needs $bigint`)
}
