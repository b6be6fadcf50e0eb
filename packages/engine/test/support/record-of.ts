import type { RecordCodec } from '@ays/core'

/** A Cap'n Proto message whose root was never written: one segment of one word, which is null. */
const NOTHING = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

/** A record of which only these fields matter; all others have their defaults. */
export function recordOf<T>(codec: RecordCodec<T>, fields: Partial<T>): T {
  return { ...codec.decode(NOTHING), ...fields }
}
