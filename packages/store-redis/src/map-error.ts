import { AysError, type ErrorCode, isAysError } from '@ays/core'

interface Meaning {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

const MEANINGS: readonly (readonly [pattern: RegExp, meaning: Meaning])[] = [
  [
    /READONLY|NOREPLICAS/,
    {
      code: 'AYS_STORE_READ_ONLY',
      message: 'the Redis server refuses writes: it is a replica, or misses its replicas',
      hint: 'Give the URL of the master, or of the sentinels that know it.',
    },
  ],
  [
    /MISCONF/,
    {
      code: 'AYS_STORE_READ_ONLY',
      message: 'the Redis server refuses writes: it cannot save to its disk',
      hint: 'Look into the log of the server; mostly its disk is full.',
    },
  ],
  [
    /\bOOM\b/,
    {
      code: 'AYS_STORE_FULL',
      message: 'the Redis server has no memory left',
      hint: 'Raise maxmemory of the server, or make room.',
    },
  ],
  [
    /WRONGPASS|NOAUTH|NOPERM|can't (?:run|access)/,
    {
      code: 'AYS_STORE_UNREACHABLE',
      message: 'the Redis server does not let this user in',
      hint: 'Check user and password of the URL, and that the user may touch ~ays:* and run scripts.',
    },
  ],
  [
    /WRONGTYPE|user_script/,
    {
      code: 'AYS_STORE_DAMAGED',
      message: 'the keys of the repository in Redis are not what this store wrote',
      hint: 'Restore a backup, or give the repository another database of the server.',
    },
  ],
]

/** The server's answers that say: not now, ask again. */
const NOT_NOW = /^(?:LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|BUSY)\b/

/** An answer of the server in the words of the port. */
export function mapError(cause: unknown): AysError {
  if (isAysError(cause)) return cause
  // It holds what was sent: values, and the password of AUTH.
  if (cause instanceof Error) Reflect.deleteProperty(cause, 'command')
  const text = cause instanceof Error ? cause.message : ''
  const [, meaning] = MEANINGS.find(([pattern]) => pattern.test(text)) ?? []
  if (meaning === undefined) return unreachableError(cause)
  return new AysError(meaning.code, meaning.message, { cause, hint: meaning.hint })
}

/** AYS_STORE_UNREACHABLE: nothing was done. */
export function unreachableError(cause: unknown): AysError {
  const why = cause instanceof Error ? `: ${cause.message}` : ''
  return new AysError('AYS_STORE_UNREACHABLE', `the Redis server does not answer${why}`, {
    cause,
    hint: 'Check the URL and that the server runs.',
  })
}

/** AYS_STORE_UNKNOWN: it was sent, and no answer came. */
export function unknownError(cause: unknown): AysError {
  return new AysError(
    'AYS_STORE_UNKNOWN',
    'the connection to Redis was lost before the answer came: whether it was done is not known',
    { cause, hint: 'Ask again with the same commit id, or read what is there.' },
  )
}

/** True when the server did not decide: asking again may help. */
export function isLost(error: unknown): boolean {
  if (isAysError(error)) return false
  if (!(error instanceof Error) || error.name !== 'ReplyError') return true
  return NOT_NOW.test(error.message)
}
