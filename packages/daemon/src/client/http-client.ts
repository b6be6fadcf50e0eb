import http from 'node:http'
import { json } from 'node:stream/consumers'
import { AysError, type SignalOption } from '@ays/core'
import { createParser } from 'eventsource-parser'
import { fromProblem, type Problem } from '../problem.ts'
import { OPERATIONS, type Operations } from './operations.gen.ts'

/** The name of an operation of the OpenAPI document. */
export type OperationId = keyof Operations

/** What an operation takes. */
export interface Input<Id extends OperationId> {
  readonly path?: Operations[Id]['path']
  readonly query?: Operations[Id]['query'] | undefined
  readonly body?: Operations[Id]['body']
}

interface CallOptions<Event> extends SignalOption {
  /** Hears what the operation tells on the way. */
  readonly on?: ((event: Event) => void) | undefined
}

/** What it answers. */
export type Answer<Id extends OperationId> = Operations[Id]['answer']

/** A server on a socket of this machine. */
interface SocketTarget {
  readonly socket: string
  /** Milliseconds in which it has to say that a call has reached it; 10,000 when nothing is said. */
  readonly patience?: number
}

/** Where a server listens: on a socket of this machine, or at a URL, which wants a token. */
export type Target = SocketTarget | { readonly url: URL; readonly token: string }

type Sent = Pick<http.RequestOptions, 'signal' | 'timeout'> & {
  readonly headers?: Readonly<http.OutgoingHttpHeaders>
}

/** Behind a socket there is no name of a host, which Node would otherwise examine for milliseconds. */
const NAMELESS = { servername: '' }

/** Node's server says at once, without asking the one who answers, that such a request has reached it (RFC 9110, 10.1.1). */
const EXPECTING = { expect: '100-continue' }
const PATIENCE = 10_000

/** Calls operations of a server. */
export class HttpClient implements AsyncDisposable {
  readonly #target: Target
  readonly #http: Pick<typeof http, 'Agent' | 'request'>
  readonly #agent: http.Agent
  readonly #newId: () => string

  constructor(target: Target) {
    this.#target = target
    // Loaded only for who needs it: with what it brings it is half of what a first question takes to load.
    const secure = 'url' in target && target.url.protocol === 'https:'
    this.#http = secure ? process.getBuiltinModule('node:https') : http
    this.#agent = new this.#http.Agent({ keepAlive: true })
    // Who knows the id of a call can abort it. Behind a socket are only this user's processes: numbers tell their calls apart.
    this.#newId = 'url' in target ? process.getBuiltinModule('node:crypto').randomUUID : countUp
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
  }

  /**
   * The operation's answer; throws what the server threw. When the signal is aborted the server is asked
   * to stop, and what it then answers counts. AYS_DAEMON_UNREACHABLE when the call does not reach it, or it goes away.
   */
  async call<Id extends OperationId, Event>(
    id: Id,
    { path, query, body }: Input<Id>,
    { signal, on }: CallOptions<Event>,
  ): Promise<Answer<Id>> {
    signal?.throwIfAborted()
    const call = this.#newId()
    const { method, url } = OPERATIONS[id]
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = {
      'x-request-id': call,
      'content-length': Buffer.byteLength(text),
      accept: on === undefined ? 'application/json' : 'text/event-stream',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const sent = this.#request(method, fill(url, path, query), { headers })
    const abort = () => {
      this.#abort(call)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const response = await send(sent, text, method === 'GET')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's schemas are the client's types
      return (await read(response, on)) as Answer<Id>
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Resolves when the server answers, rejects when it does not or the signal is aborted. */
  async ping(signal: AbortSignal): Promise<void> {
    const { method, url } = OPERATIONS.health
    await read(await send(this.#request(method, url, { signal }), '', true), undefined)
  }

  #request(method: string, path: string, options: Sent): http.ClientRequest {
    const shared = { agent: this.#agent, method, ...options }
    if ('socket' in this.#target) {
      const { socket, patience = PATIENCE } = this.#target
      const headers = { ...options.headers, ...EXPECTING }
      const where = { socketPath: socket, path, timeout: patience, ...NAMELESS }
      return this.#http.request({ ...where, ...shared, headers })
    }
    const { url, token } = this.#target
    const headers = { ...options.headers, authorization: `Bearer ${token}` }
    const whole = new URL(url.pathname.replace(/\/+$/, '') + path, url)
    return this.#http.request(whole, { ...shared, headers })
  }

  /** Whether this arrives is told by the answer to the call. */
  #abort(call: string): void {
    this.#request('DELETE', fill(OPERATIONS.abortCall.url, { call }), {})
      .on('response', (response) => response.resume())
      .on('error', () => undefined)
      .end()
  }
}

let calls = 0

/** Tells a call from all others on this machine. */
function countUp(): string {
  calls += 1
  return [process.pid, performance.timeOrigin, calls].join('-')
}

/** The URL with its parameters in place. */
function fill(url: string, path: object | undefined, query: object = {}): string {
  const values = new Map(Object.entries(path ?? {}))
  const filled = url.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) search.append(name, String(one))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

/**
 * Node's server says that it has a request before anything is done about it: when it goes away without that, nothing was
 * done. A request that was given up is different: one that was only stopped for a while may still find it.
 */
function send(
  sent: http.ClientRequest,
  body: string,
  reads: boolean,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    let mayBeDone = !sent.hasHeader('expect')
    const arrive = () => {
      mayBeDone = true
      sent.setTimeout(0)
    }
    sent.once('continue', arrive)
    sent.once('response', (response) => {
      arrive()
      resolve(response)
    })
    sent.once('timeout', () => {
      mayBeDone = true
      sent.destroy(new Error('it does not say that the call has reached it'))
    })
    sent.once('error', (cause) => {
      reject(lost(cause, reads || isRefused(cause) || !mayBeDone))
    })
    sent.end(body)
  })
}

async function read<Event>(
  response: http.IncomingMessage,
  on: CallOptions<Event>['on'],
): Promise<unknown> {
  const type = response.headers['content-type'] ?? ''
  if (type.startsWith('text/event-stream')) return readEvents(response, on)
  if (response.statusCode === 204) return void response.resume()
  const value = await json(response).catch((cause: unknown) => {
    throw lost(cause)
  })
  if (isProblem(type, value)) throw fromProblem(value)
  return value
}

/** Resolves with the event `result`, rejects with `error`; all others are told. */
async function readEvents<Event>(
  response: http.IncomingMessage,
  on: CallOptions<Event>['on'],
): Promise<unknown> {
  const last = await new Promise<{ result: unknown } | { error: Problem }>((resolve, reject) => {
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === 'result') resolve({ result: JSON.parse(data) })
        else if (event === 'error') resolve({ error: JSON.parse(data) })
        else {
          // The server's schemas are the client's types.
          const told: Event = JSON.parse(data)
          on?.(told)
        }
      },
    })
    response.setEncoding('utf8')
    response.on('data', (text: string) => parser.feed(text))
    response.once('error', (cause) => {
      reject(lost(cause))
    })
    response.once('close', () => {
      reject(lost(undefined))
    })
  })
  if ('error' in last) throw fromProblem(last.error)
  return last.result
}

function isProblem(type: string, value: unknown): value is Problem {
  return type.startsWith('application/problem+json') && value !== undefined
}

/** The connection was never made. */
function isRefused(cause: Error): boolean {
  return 'syscall' in cause && cause.syscall === 'connect'
}

/** `details.sent` is false when nothing of the call can have been done, or told: it can be made again. */
function lost(cause: unknown, again = false): AysError {
  return new AysError('AYS_DAEMON_UNREACHABLE', 'the process that serves the repository is gone', {
    cause,
    details: { sent: !again },
    hint: again
      ? 'Try again.'
      : 'See what it had done with: ays run list; an interrupted run goes on with: ays run resume',
  })
}
