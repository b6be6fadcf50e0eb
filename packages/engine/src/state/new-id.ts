import { monotonicFactory } from 'ulid'

/**
 * A ULID: sorts by the time it is given. Those of one millisecond count up from one random number, so
 * that ten thousand of them cost one look at the system's randomness.
 */
export const newId: (now?: number) => string = monotonicFactory()
