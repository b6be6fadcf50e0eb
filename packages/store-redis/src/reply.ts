import { AysError } from '@ays/core'

/** The server's answer as the list that it must be. */
export function list(reply: unknown): readonly unknown[] {
  if (Array.isArray(reply)) return reply
  throw unexpected()
}

/** The server's answer as the bytes that it must be. */
export function bytes(reply: unknown): Buffer {
  if (Buffer.isBuffer(reply)) return reply
  throw unexpected()
}

/** As bytes(), but UTF-8 text; numbers too. */
export function text(reply: unknown): string {
  return typeof reply === 'number' ? String(reply) : bytes(reply).toString()
}

function unexpected(): AysError {
  return new AysError('AYS_STORE_DAMAGED', 'the Redis server gave an answer of another kind', {
    hint: 'Check that nobody else writes keys that begin with "ays:".',
  })
}
