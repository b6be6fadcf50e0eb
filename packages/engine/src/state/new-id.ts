import { encodeTime, monotonicFactory } from 'ulid'

/**
 * A ULID: sorts by the time it is given. Those of one millisecond count up from one random number, so
 * that ten thousand of them cost one look at the system's randomness.
 */
export const newId: (now?: number) => string = monotonicFactory()

/** What every id of this time or a later one begins with, or comes behind. */
export function firstIdAt(time: number): string {
  return encodeTime(Math.max(0, time))
}
