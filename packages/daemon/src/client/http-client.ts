import { randomUUID } from 'node:crypto'
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

/** Where a server listens: on a socket of this machine, or at a URL, which wants a token. */
export type Target = { readonly socket: string } | { readonly url: URL; readonly token: string }

interface Sent extends Pick<http.RequestOptions, 'signal'> {
  readonly headers?: Readonly<Record<string, string>>
}

/** Behind a socket there is no name of a host, which Node would otherwise examine for milliseconds. */
const NAMELESS = { servername: '' }

/** Calls operations of a server. */
export class HttpClient implements AsyncDisposable {
  readonly #target: Target
  readonly #http: Pick<typeof http, 'Agent' | 'request'>
  readonly #agent: http.Agent

  constructor(target: Target) {
    this.#target = target
    // Loaded only for who needs it: with what it brings it is half of what a first question takes to load.
    const secure = 'url' in target && target.url.protocol === 'https:'
    this.#http = secure ? process.getBuiltinModule('node:https') : http
    this.#agent = new this.#http.Agent({ keepAlive: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
  }

  /**
   * The operation's answer; throws what the server threw. When the signal is aborted the server is asked
   * to stop, and what it then answers counts. AYS_DAEMON_UNREACHABLE when it does not answer or goes away.
   */
  async call<Id extends OperationId, Event>(
    id: Id,
    { path, query, body }: Input<Id>,
    { signal, on }: CallOptions<Event>,
  ): Promise<Answer<Id>> {
    signal?.throwIfAborted()
    const call = randomUUID()
    const { method, url } = OPERATIONS[id]
    const headers = {
      'x-request-id': call,
      accept: on === undefined ? 'application/json' : 'text/event-stream',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const sent = this.#request(method, fill(url, path, query), { headers })
    const abort = () => {
      this.#abort(call)
    }
    signal?.addEventListener('abort', abort, { once: true })
    try {
      const response = await send(sent, body, method === 'GET')
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server's schemas are the client's types
      return (await read(response, on)) as Answer<Id>
    } finally {
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Resolves when the server answers, rejects when it does not or the signal is aborted. */
  async ping(signal: AbortSignal): Promise<void> {
    const { method, url } = OPERATIONS.health
    await read(await send(this.#request(method, url, { signal }), undefined, true), undefined)
  }

  #request(method: string, path: string, options: Sent): http.ClientRequest {
    const shared = { agent: this.#agent, method, ...options }
    if ('socket' in this.#target) {
      return this.#http.request({ socketPath: this.#target.socket, path, ...NAMELESS, ...shared })
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

function send(
  sent: http.ClientRequest,
  body: unknown,
  reads: boolean,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve)
    sent.once('error', (cause) => {
      reject(lost(cause, reads || isRefused(cause)))
    })
    sent.end(body === undefined ? undefined : JSON.stringify(body))
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
