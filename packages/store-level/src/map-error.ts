import { AysError, isAysError, notOpenError } from '@ays/core'
import { DAMAGE_HINT } from './stored-entry.ts'

const CLOSED = new Set([
  'LEVEL_DATABASE_NOT_OPEN',
  'LEVEL_ITERATOR_NOT_OPEN',
  'LEVEL_BATCH_NOT_OPEN',
])

/** Of a table that ends before its index, LevelDB says that the system did not let it read. */
const CUT = /\.(?:ldb|sst): (?:Invalid argument|No such file)/
const NO_ROOM = /No space left on device|quota exceeded|File too large/

/** LevelDB's error in the words of the port; what is not LevelDB's is AYS_STORE_UNREACHABLE. */
export function mapError(cause: unknown, path: string): AysError {
  if (isAysError(cause)) return cause
  const message = cause instanceof Error ? cause.message : 'unknown failure'
  if (CLOSED.has(codeOf(cause) ?? '')) return notOpenError({ cause })
  if (codeOf(cause) === 'LEVEL_CORRUPTION' || CUT.test(message)) {
    return damagedError(path, message, { cause })
  }
  if (NO_ROOM.test(message)) {
    return new AysError('AYS_STORE_FULL', `no space left for ${path}`, {
      cause,
      hint: 'Free some space, then open the store again.',
    })
  }
  if (message.includes('Read-only file system')) {
    return new AysError('AYS_STORE_READ_ONLY', `${path} is on a read-only file system`, { cause })
  }
  return new AysError('AYS_STORE_UNREACHABLE', `${path}: ${message}`, {
    cause,
    hint: 'Check that the folder may be read and written.',
  })
}

/** AYS_STORE_DAMAGED for the whole folder. */
export function damagedError(path: string, why: string, options: ErrorOptions = {}): AysError {
  return new AysError('AYS_STORE_DAMAGED', `the database in ${path} is damaged: ${why}`, {
    ...options,
    hint: DAMAGE_HINT,
  })
}

/** The `code` of an error of Node or of LevelDB. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
