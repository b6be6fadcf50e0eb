import type { IncomingMessage } from 'node:http'
import { allows, AysError, type Scope } from '@ays/core'
import type { Access, Caller } from '@ays/engine'
import type { FastifyRequest } from 'fastify'

const BEARER = /^bearer +(\S+)$/i
const BASIC = /^basic +([A-Za-z\d+/=]+)$/i

type Asked = Pick<FastifyRequest, 'raw' | 'headers'>

/** Who may ask what: who comes through the socket anything, anybody else what a token allows. */
export class Gate {
  readonly #authenticate: Access['authenticate']
  readonly #trusted = new WeakSet<IncomingMessage>()
  readonly #callers = new WeakMap<IncomingMessage, Caller>()

  constructor(authenticate: Access['authenticate']) {
    this.#authenticate = authenticate
  }

  /** The request came through the socket, which only the user of this process can open. */
  trust(request: IncomingMessage): void {
    this.#trusted.add(request)
  }

  isTrusted({ raw }: Pick<FastifyRequest, 'raw'>): boolean {
    return this.#trusted.has(raw)
  }

  /** Who has the token of a request, and is its caller from then on. */
  async identify({ raw, headers }: Asked): Promise<Caller | undefined> {
    const secret = secretOf(headers)
    const caller = secret === undefined ? undefined : await this.#authenticate(secret)
    if (caller) this.#callers.set(raw, caller)
    return caller
  }

  /** AYS_UNAUTHENTICATED for who is not trusted and was not identified. */
  enter({ raw, headers }: Asked): void {
    if (this.#trusted.has(raw) || this.#callers.has(raw)) return
    throw unauthenticated(secretOf(headers) !== undefined)
  }

  /** AYS_FORBIDDEN when the token of who entered allows less. */
  demand(request: Pick<FastifyRequest, 'raw'>, scope: Scope): void {
    const caller = this.callerOf(request)
    if (!caller || allows(caller.scope, scope)) return
    throw new AysError('AYS_FORBIDDEN', `the token ${caller.who} may ${caller.scope} only`, {
      details: { has: caller.scope, needs: scope },
      hint: `Ask with a token of the scope ${scope}.`,
    })
  }

  /** Undefined for who is trusted. AYS_UNAUTHENTICATED for who never entered. */
  callerOf({ raw }: Pick<FastifyRequest, 'raw'>): Caller | undefined {
    const caller = this.#callers.get(raw)
    if (!caller && !this.#trusted.has(raw)) throw unauthenticated(false)
    return caller
  }
}

/** The token, as a bearer or as the password of basic authentication: webhooks have only their URL to say it. */
function secretOf({ authorization = '' }: Asked['headers']): string | undefined {
  const bearer = BEARER.exec(authorization)?.[1]
  const basic = BASIC.exec(authorization)?.[1]
  if (basic === undefined) return bearer
  const pair = Buffer.from(basic, 'base64').toString()
  return pair.slice(pair.indexOf(':') + 1) || undefined
}

function unauthenticated(given: boolean): AysError {
  const what = given ? 'the token is not valid here' : 'the request has no token'
  return new AysError('AYS_UNAUTHENTICATED', what, {
    hint: 'Send "authorization: Bearer <token>"; ays takes it from AYS_TOKEN.',
  })
}
