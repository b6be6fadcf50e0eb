import { JsonCodec } from '@ays/core'

/** What workers of the tests load: the reference codec needs nothing else to be built. */
export const codec = new JsonCodec()
