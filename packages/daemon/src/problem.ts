import {
  type AysError,
  describeError,
  type Diagnostic,
  ERROR_CODES,
  type ErrorCode,
  type ErrorData,
  isAysError,
  reviveError,
} from '@ays/core'

/** An error as RFC 9457 wants it (application/problem+json), complete enough to be thrown again. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** The request it answers. */
  readonly instance?: string
  readonly name: string
  readonly code?: string
  readonly hint?: string
  readonly details?: Readonly<Record<string, unknown>>
  readonly diagnostics?: readonly Diagnostic[]
  readonly cause?: ErrorData
}

/** Any thrown value as a problem. Stacks stay where they are: they name the paths of a machine. */
export function toProblem(error: unknown, instance?: string): Problem {
  const { message, ...data } = withoutStack(describeError(error))
  const code = isAysError(error) ? error.code : undefined
  return {
    type: code === undefined ? 'about:blank' : `urn:ays:error:${code}`,
    title: code === undefined ? 'Internal error' : ERROR_CODES[code],
    status: isAysError(error) ? statusOf(error) : 500,
    detail: message,
    ...(instance === undefined ? {} : { instance: `urn:ays:request:${instance}` }),
    ...data,
  }
}

/** The error that {@link toProblem} was given. */
export function fromProblem({ detail: message, ...data }: Problem): Error {
  return reviveError({ ...data, message })
}

function withoutStack({ stack: _stack, cause, ...data }: ErrorData): ErrorData {
  return cause === undefined ? data : { ...data, cause: withoutStack(cause) }
}

function statusOf({ code, details, diagnostics }: AysError): number {
  if (code === 'AYS_REQUEST_INVALID' && typeof details['status'] === 'number') {
    return details['status']
  }
  return STATUS[code] ?? (diagnostics.length > 0 ? 422 : 500)
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  AYS_ACTION_CYCLE: 422,
  AYS_ACTION_DISABLED: 409,
  AYS_ACTION_UNKNOWN: 404,
  AYS_CANCELLED: 409,
  AYS_CLAIMED: 409,
  AYS_DAEMON_RUNNING: 409,
  AYS_DATA_INVALID: 422,
  AYS_EVENT_UNKNOWN: 404,
  AYS_FORBIDDEN: 403,
  AYS_INPUT_INVALID: 422,
  AYS_LINK_CYCLE: 422,
  AYS_NAME_INVALID: 422,
  AYS_PLAN_STALE: 409,
  AYS_REQUEST_INVALID: 400,
  AYS_RUN_ACTIVE: 409,
  AYS_RUN_HANDED_BACK: 503,
  AYS_RUN_UNKNOWN: 404,
  AYS_SERVICE_CONSUMED: 409,
  AYS_SERVICE_UNKNOWN: 404,
  AYS_STORE_CONFLICT: 409,
  AYS_STORE_FULL: 507,
  AYS_STORE_LEASE_HELD: 409,
  AYS_STORE_LOCKED: 503,
  AYS_STORE_READ_ONLY: 503,
  AYS_STORE_TOO_LARGE: 413,
  AYS_STORE_UNREACHABLE: 503,
  AYS_SUBMISSION_UNKNOWN: 404,
  AYS_TEMPLATE_INVALID: 422,
  AYS_TEMPLATE_UNKNOWN: 404,
  AYS_TOKEN_UNKNOWN: 404,
  AYS_UNAUTHENTICATED: 401,
  AYS_USAGE: 400,
}
