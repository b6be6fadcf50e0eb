import { AysError, isAysError } from '@ays/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from '../problem.ts'

/** Answers with a problem, whatever was thrown. */
export function fail(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  send(reply, request.id, asOurs(error))
}

/** Answers what no route takes. */
export function failUnknown({ method, url, id }: FastifyRequest, reply: FastifyReply): void {
  send(reply, id, invalid(`there is no ${method} ${url}`, 404))
}

function send(reply: FastifyReply, id: string, error: Error): void {
  const problem = toProblem(error, id)
  // Also of what fails before any hook.
  void reply.header('x-request-id', id)
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

/** What the caller did wrong, as one of our errors; any other error as it is. */
export function asOurs(error: FastifyError | Error): Error {
  if (isAysError(error)) return error
  if (!('statusCode' in error) || typeof error.statusCode !== 'number') return error
  return error.statusCode < 500 ? invalid(error.message, error.statusCode, error) : error
}

function invalid(message: string, status: number, cause?: Error): AysError {
  return new AysError('AYS_REQUEST_INVALID', message, {
    details: { status },
    hint: 'See what the route takes: GET /v1/openapi.json',
    ...(cause === undefined ? {} : { cause }),
  })
}
