import {
  describeError,
  type Diagnostic,
  ERROR_CODES,
  type ErrorData,
  isAysError,
  reviveError,
} from '@ays/core'
import { statusOf } from './status-of.ts'

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
