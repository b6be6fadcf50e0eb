import { AysError, type ErrorCode, isAysError } from '@ays/core'

interface Meaning {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/** By the beginning of the server's SQLSTATE; the first that fits. */
const MEANINGS: readonly (readonly [states: readonly string[], meaning: Meaning])[] = [
  [
    ['25006'],
    {
      code: 'AYS_STORE_READ_ONLY',
      message: 'the PostgreSQL server refuses writes: it is a replica, or was set to read only',
      hint: 'Give the URL of the primary.',
    },
  ],
  [
    ['53100', '53200'],
    {
      code: 'AYS_STORE_FULL',
      message: 'the PostgreSQL server has no room left',
      hint: 'Make room on its disk or in its memory, then try again.',
    },
  ],
  [
    ['54'],
    {
      code: 'AYS_STORE_TOO_LARGE',
      message: 'it is larger than the PostgreSQL server takes',
      hint: 'Shorten the key: an index takes about 2,700 bytes.',
    },
  ],
  [
    ['28', '42501'],
    {
      code: 'AYS_STORE_UNREACHABLE',
      message: 'the PostgreSQL server does not let this user in',
      hint: 'Check user and password of the URL, and that the user may create and use tables there.',
    },
  ],
  [
    ['3D000'],
    {
      code: 'AYS_STORE_UNREACHABLE',
      message: 'the PostgreSQL server has no such database',
      hint: 'Create it: createdb NAME.',
    },
  ],
  [
    ['42', 'XX001', 'XX002', '22'],
    {
      code: 'AYS_STORE_DAMAGED',
      message: 'the tables of the repository in PostgreSQL are not what this store made',
      hint: 'Restore a backup, or give the repository another database of the server.',
    },
  ],
]

/** The transaction is undone and may be tried again: it lost against another, or the server is on its way up or down. */
const AGAIN = ['40', '53300', '55P03', '57P']

/** An answer of the server in the words of the port. */
export function mapError(cause: unknown): AysError {
  if (isAysError(cause)) return cause
  const state = stateOf(cause)
  const fits = (states: readonly string[]) => states.some((start) => state?.startsWith(start))
  const [, meaning] = MEANINGS.find(([states]) => fits(states)) ?? []
  if (meaning === undefined) return unreachableError(cause)
  const why = cause instanceof Error ? `: ${cause.message}` : ''
  return new AysError(meaning.code, `${meaning.message}${why}`, { cause, hint: meaning.hint })
}

/** AYS_STORE_UNREACHABLE: nothing was done. */
export function unreachableError(cause: unknown): AysError {
  const why = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : ''
  return new AysError('AYS_STORE_UNREACHABLE', `the PostgreSQL server does not answer${why}`, {
    cause,
    hint: 'Check the URL and that the server runs.',
  })
}

/** AYS_STORE_UNKNOWN: it was sent, and no answer came. */
export function unknownError(cause: unknown): AysError {
  return new AysError(
    'AYS_STORE_UNKNOWN',
    'the connection to PostgreSQL was lost before the answer came: whether it was done is not known',
    { cause, hint: 'Ask again with the same commit id, or read what is there.' },
  )
}

/** True when the server did not decide: asking again may help. */
export function isPassing(error: unknown): boolean {
  if (isAysError(error)) return false
  const state = stateOf(error)
  return state === undefined || AGAIN.some((start) => state.startsWith(start))
}

/** True when a table is missing: nobody has used this database yet. */
export function isWithoutTables(error: unknown): boolean {
  return stateOf(error) === '42P01'
}

/** True when somebody else makes the same at this moment, or what was made was undone because of somebody else. */
export function isMadeByOthers(error: unknown): boolean {
  const state = stateOf(error) ?? ''
  return ['23505', '42P07', '42710'].includes(state) || state.startsWith('40')
}

/** The SQLSTATE of an answer; errors of the network have other codes, or none. */
function stateOf(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && 'severity' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
