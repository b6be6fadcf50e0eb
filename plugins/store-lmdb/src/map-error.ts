import { AysError, type ErrorCode, isAysError } from '@ays/core'

interface Meaning {
  readonly code: ErrorCode
  readonly what: string
  readonly hint: string
}

const MEANINGS: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [
    /No space left|File too large|quota exceeded|MDB_MAP_FULL/i,
    { code: 'AYS_STORE_FULL', what: 'has no room left', hint: 'Free some space, then try again.' },
  ],
  [
    // What LMDB says of a page of which only a part was written.
    /Input\/output error/,
    {
      code: 'AYS_STORE_FULL',
      what: 'does not take what is written: its disk is full, or broken',
      hint: 'Free some space, or look at the disk, then try again.',
    },
  ],
  [
    /Read-only file system|EROFS/i,
    {
      code: 'AYS_STORE_READ_ONLY',
      what: 'is on a read-only file system',
      hint: 'Mount it for writing, or choose another folder.',
    },
  ],
  [
    /MDB_(?:CORRUPTED|PAGE_NOTFOUND|PANIC|INVALID|VERSION_MISMATCH)|not an LMDB file/i,
    {
      code: 'AYS_STORE_DAMAGED',
      what: 'holds no sound LMDB database',
      hint: 'Restore a backup, or choose another folder.',
    },
  ],
]

/** An error of LMDB or of the system in the words of the port: AYS_STORE_UNREACHABLE for what is none of the others. */
export function mapError(cause: unknown, path: string): AysError {
  if (isAysError(cause)) return cause
  const message = cause instanceof Error ? cause.message : 'unknown failure'
  const [, meaning] = MEANINGS.find(([pattern]) => pattern.test(message)) ?? []
  if (meaning !== undefined) {
    const { code, what, hint } = meaning
    return new AysError(code, `${path} ${what}: ${message}`, { cause, hint })
  }
  return new AysError('AYS_STORE_UNREACHABLE', `${path}: ${message}`, {
    cause,
    hint: 'Check that the folder may be read and written.',
  })
}
