import { whoAmI } from '@ays/engine'
import {
  AysError,
  type ChangeEvent,
  isRecordData,
  type RunEvent,
  silentLogger,
  silentMetrics,
} from '@ays/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { observeRun } from '../observe/observe-runs.ts'
import { toProblem } from '../problem.ts'
import type { Calls } from './calls.ts'
import type { EventStream } from './event-stream.ts'
import type { EventStreams } from './event-streams.ts'
import type { Gate } from './gate.ts'
import type { Look } from './take-if-match.ts'
import type { KnownPlans } from './known-plans.ts'
import { answerPage } from './pages.ts'
import type { Route, RouteInput } from './route.ts'
import { selectFields } from './select-fields.ts'
import type { Served } from './served.ts'
import { signBody } from './sign-body.ts'
import { whenClosed } from './when-closed.ts'

/** What routes work with. */
export interface Tools {
  readonly served: Served
  readonly calls: Calls
  readonly gate: Gate
  readonly plans: KnownPlans
  readonly streams: EventStreams
  /** Reads what a URL answers to who may see everything. */
  readonly look: Look
}

/** The parameters of a request, as its schema has checked them. */
export interface Query {
  readonly fields?: readonly string[]
  readonly limit?: number
}

type Asked = FastifyRequest<{ Querystring: Query }>

type Told = RunEvent | ChangeEvent

/** Calls the API for a route: one document, or events of which the last is `result` or `error`. */
export async function answer(
  tools: Tools,
  route: Route,
  request: Asked,
  reply: FastifyReply,
): Promise<unknown> {
  const { calls, gate } = tools
  const id = callId(gate, request, request.id)
  const call = (on: (event: Told) => void, more: object) =>
    calls.run(id, async (signal) => {
      if (route.outlives !== true) abortWhenLost(calls, id, reply)
      return recorded(tools, route, request, ({ query, ...input }) =>
        route.call(
          tools.served.api,
          { ...input, query: { ...query, ...more } },
          { signal, on: observed(tools.served, route, on), plans: tools.plans },
        ),
      )
    })
  if (route.streams !== undefined && wantsEvents(request)) {
    reply.hijack()
    const stream = tools.streams.open(reply.raw, { 'x-request-id': request.id })
    return sendEvents(stream, request.id, () =>
      call((event) => send(stream, event), resumedAt(route, request)),
    )
  }
  if (route.answer === undefined) throw notAcceptable()
  const read = (more: object) => call(() => undefined, more)
  const answered = await (route.next ? answerPage(route.next, request, reply, read) : read({}))
  const { fields } = request.query
  return fields === undefined ? answered : selectFields(answered, fields)
}

async function sendEvents(
  stream: EventStream,
  id: string,
  call: () => Promise<unknown>,
): Promise<void> {
  try {
    stream.end('result', await call())
  } catch (error) {
    stream.end('error', toProblem(error, id))
  }
}

function send(stream: EventStream, event: Told): void {
  // What an action says is stored too; states are not said twice.
  if (event.type === 'action') stream.sendIfRead(event.type, event)
  else if (event.type === 'mark') stream.mark(event.at, event.type, event)
  else stream.send(event.type, event)
}

/** A call by the id of its request: nobody reaches those of others. */
export function callId(gate: Gate, request: Pick<FastifyRequest, 'raw'>, id: string): string {
  return `${gate.callerOf(request)?.token ?? ''}/${id}`
}

/** Does what may change something between two entries of the record: that it is asked, and how it ended. */
async function recorded(
  { served: { access }, gate, plans }: Tools,
  route: Route,
  request: Asked,
  work: (input: RouteInput & { readonly query: object }) => Promise<unknown>,
): Promise<unknown> {
  const { params: path, body: given, id, method, url } = request
  const { fields: _fields, ...query } = request.query
  const caller = gate.callerOf(request)
  const body = caller ? signBody(route.body, given, caller.who) : given
  const input = { path, query, body }
  const changes = method !== 'GET' && route.pure !== true && route.scope(input, plans) !== 'read'
  if (!access || !changes) return work(input)
  const complete = await access.recordCall({
    who: caller?.who ?? localName(body),
    ...(caller && { token: caller.token }),
    operation: route.id,
    request: `${method} ${url} ${id}`,
  })
  try {
    const result = await work(input)
    await complete(200)
    return result
  } catch (error) {
    await complete(toProblem(error).status)
    throw error
  }
}

function localName(body: unknown): string {
  return isRecordData(body) && typeof body['who'] === 'string' ? body['who'] : whoAmI()
}

/** Only who drives runs counts what they tell: others look at the same. */
function observed(
  { log = silentLogger, metrics = silentMetrics }: Served,
  route: Route,
  on: (event: Told) => void,
): (event: Told) => void {
  if (route.outlives !== true) return on
  const observe = observeRun({ log, metrics })
  return (event) => {
    observe(event)
    on(event)
  }
}

function wantsEvents({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/event-stream') ?? false
}

/** The mark at which a reader of events was lost, for the query. */
function resumedAt({ method }: Route, { headers }: Asked): { readonly from?: string } {
  const id = headers['last-event-id']
  return method === 'GET' && typeof id === 'string' && id !== '' ? { from: id } : {}
}

function notAcceptable(): AysError {
  return new AysError('AYS_REQUEST_INVALID', 'this operation answers with events only', {
    details: { status: 406 },
    hint: 'Send the header accept: text/event-stream',
  })
}

function abortWhenLost(calls: Calls, id: string, { raw }: FastifyReply): void {
  whenClosed(raw, () => {
    if (!raw.writableFinished) calls.abort(id)
  })
}
