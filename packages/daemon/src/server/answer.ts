import type { AysApi, RunEvent } from '@ays/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from '../problem.ts'
import type { Calls } from './calls.ts'
import { EventStream } from './event-stream.ts'
import type { Route } from './route.ts'
import { selectFields } from './select-fields.ts'

/** What routes work on. */
export interface Served {
  readonly api: AysApi
  readonly calls: Calls
}

/** The parameters of a request, as its schema has checked them. */
export interface Query {
  readonly fields?: readonly string[]
}

/** Calls the API for a route: one document, or events of which the last is `result` or `error`. */
export async function answer(
  { api, calls }: Served,
  route: Route,
  request: FastifyRequest<{ Querystring: Query }>,
  reply: FastifyReply,
): Promise<unknown> {
  const { fields, ...query } = request.query
  const call = (on: (event: RunEvent) => void) =>
    calls.run(request.id, (signal) => {
      if (route.outlives !== true) abortWhenLost(calls, request.id, reply)
      const { params: path, body } = request
      return route.call(api, { path, query, body }, { signal, on })
    })
  if (route.streams !== true || !wantsEvents(request)) {
    const answered = await call(() => undefined)
    return fields === undefined ? answered : selectFields(answered, fields)
  }
  reply.hijack()
  const stream = new EventStream(reply.raw, { 'x-request-id': request.id })
  try {
    // What an action says is stored too; states are not said twice.
    const result = await call((event) => stream.send(event.type, event, event.type === 'action'))
    stream.end('result', result)
  } catch (error) {
    stream.end('error', toProblem(error, request.id))
  }
}

function wantsEvents({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/event-stream') ?? false
}

function abortWhenLost(calls: Calls, id: string, { raw }: FastifyReply): void {
  raw.once('close', () => {
    if (!raw.writableFinished) calls.abort(id)
  })
}
