import { ERROR_CODES, type ErrorCode } from './codes.ts'
import type { Diagnostic } from './diagnostic.ts'

const MARK = Symbol.for('@ays/core:error')

/** What an {@link AysError} carries beside its code and message. */
export interface AysErrorOptions extends ErrorOptions {
  /** Facts as JSON; never a secret. */
  readonly details?: Readonly<Record<string, unknown>>
  /** One imperative sentence that the CLI prints below the message. */
  readonly hint?: string
  /** Every fault of the input, when the input is what is wrong. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** An error as plain data: crosses process borders and fits into a record. */
export interface ErrorData {
  readonly name: string
  readonly message: string
  readonly code?: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly hint?: string
  readonly stack?: string
  readonly cause?: ErrorData
  readonly diagnostics?: readonly Diagnostic[]
}

/** The only error AYS throws on purpose. Ask {@link isAysError}, never `instanceof`. */
export class AysError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>
  readonly hint: string | undefined
  readonly diagnostics: readonly Diagnostic[]

  constructor(code: ErrorCode, message: string, options: AysErrorOptions = {}) {
    super(message, options)
    this.name = 'AysError'
    this.code = code
    this.details = options.details ?? {}
    this.hint = options.hint
    this.diagnostics = options.diagnostics ?? []
    Object.defineProperty(this, MARK, { value: true })
  }

  /** JSON.stringify drops an error's own fields unless toJSON names them. */
  toJSON(): ErrorData {
    return describeError(this)
  }
}

/** True for our errors, also when a plugin carries its own copy of core. */
export function isAysError(value: unknown, code?: ErrorCode): value is AysError {
  if (!(value instanceof Error && MARK in value)) return false
  return code === undefined || ('code' in value && value.code === code)
}

/** True when the same call may succeed later without anything being mended. */
export function isRetryable(value: unknown): boolean {
  return isAysError(value) && RETRYABLE.has(value.code)
}

/** True when somebody asked to stop: our own code, or an AbortError of the platform. */
export function isCancelled(value: unknown): boolean {
  return (
    isAysError(value, 'AYS_CANCELLED') || (value instanceof Error && value.name === 'AbortError')
  )
}

const RETRYABLE: ReadonlySet<string> = new Set([
  'AYS_STORE_CONFLICT',
  'AYS_STORE_LEASE_HELD',
  'AYS_STORE_UNREACHABLE',
  'AYS_CLAIMED',
] satisfies ErrorCode[])

/** Any thrown value as plain data, causes included (eight levels at most). */
export function describeError(value: unknown, depth = 8): ErrorData {
  if (!(value instanceof Error)) return { name: 'Error', message: String(value) }
  const data: { -readonly [K in keyof ErrorData]: ErrorData[K] } = {
    name: value.name,
    message: value.message,
  }
  if ('code' in value && typeof value.code === 'string') data.code = value.code
  if (value.stack !== undefined) data.stack = value.stack
  if (isAysError(value)) {
    if (Object.keys(value.details).length > 0) data.details = value.details
    if (value.hint !== undefined) data.hint = value.hint
    if (value.diagnostics.length > 0) data.diagnostics = value.diagnostics
  }
  if (value.cause !== undefined && depth > 0) data.cause = describeError(value.cause, depth - 1)
  return data
}

/** The error that {@link describeError} described: ours with its mark, others as Error. */
export function reviveError(data: ErrorData): Error {
  const options: ErrorOptions = data.cause === undefined ? {} : { cause: reviveError(data.cause) }
  const error = isErrorCode(data.code)
    ? new AysError(data.code, data.message, { ...options, ...pick(data) })
    : Object.assign(new Error(data.message, options), { name: data.name }, codeOf(data))
  if (data.stack !== undefined) error.stack = data.stack
  return error
}

function pick({ details, hint, diagnostics }: ErrorData): AysErrorOptions {
  return {
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { hint }),
    ...(diagnostics === undefined ? {} : { diagnostics }),
  }
}

function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(ERROR_CODES, code)
}

function codeOf({ code }: ErrorData): { code?: string } {
  return code === undefined ? {} : { code }
}
