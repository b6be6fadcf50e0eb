import { AysError, isAysError } from '@ays/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type Problem, toProblem } from '../problem.ts'

/** Answers with a problem, whatever was thrown. */
export function fail(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  send(reply, toProblem(asOurs(error), request.id))
}

/** Answers what no route takes. */
export function failUnknown({ method, url, id }: FastifyRequest, reply: FastifyReply): void {
  send(reply, toProblem(invalid(`there is no ${method} ${url}`, 404), id))
}

function send(reply: FastifyReply, problem: Problem): void {
  void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}

function asOurs(error: FastifyError | Error): Error {
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
