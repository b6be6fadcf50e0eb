import { AysError } from '@ays/core'

/** Throws the one error of a message that is not what it should be. */
export function malformed(what: string): never {
  throw new AysError('AYS_MESSAGE_INVALID', `malformed Cap’n Proto message: ${what}`, {
    hint: 'Read it with the schema it was written with; otherwise the bytes are damaged.',
  })
}
