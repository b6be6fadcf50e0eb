import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import etag from '@fastify/etag'
import swagger from '@fastify/swagger'
import fastify, { type FastifyInstance } from 'fastify'
import { inject } from 'light-my-request'
import { SCHEMAS } from '../schemas.gen.ts'
import { addRoutes } from './add-routes.ts'
import type { Tools } from './answer.ts'
import { Calls } from './calls.ts'
import { schemaCompiler } from './compile-schema.ts'
import { withReferences } from './describe-route.ts'
import { EventStreams } from './event-streams.ts'
import { fail, failUnknown } from './fail.ts'
import { Gate } from './gate.ts'
import { KnownPlans } from './known-plans.ts'
import { limitRate } from './limit-rate.ts'
import { observeRequests } from './observe-requests.ts'
import type { Served } from './served.ts'

/** Bytes of a body: a blueprint of 100,000 services, or a saved plan of it. */
const BODY_LIMIT = 64 << 20
const REQUEST_ID = /^[\w.-]{8,64}$/

/** The HTTP API over one AysApi, to be put behind any listener. */
export interface ApiServer extends AsyncDisposable {
  /** For a socket that only the user of this process can open: everything is allowed. */
  readonly handle: RequestListener
  /** For any other listener: what the token of each request allows, and whether this process is well. */
  readonly handleRemote: RequestListener
  /** Calls under way, also those whose caller was lost. */
  readonly busy: number
  /** Resolves as soon as no call is under way. */
  idle(): Promise<void>
  /** Asks all calls that are under way to stop. */
  abortAll(): void
}

/** Routes, schemas and errors of the HTTP API, ready for its first request. Listens nowhere. */
export async function createApiServer(served: Served): Promise<ApiServer> {
  const calls = new Calls()
  const gate = new Gate(async (secret) => served.access?.authenticate(secret))
  const handle: RequestListener = (request, response) => {
    gate.trust(request)
    app.routing(request, response)
  }
  const app = await createApp({
    served,
    calls,
    gate,
    plans: new KnownPlans(),
    streams: new EventStreams(served.unreadEvents),
    look: async (url) => {
      const { headers, payload } = await inject(handle, { url })
      return { etag: headers['etag'], document: JSON.parse(payload) }
    },
  })
  await app.ready()
  return {
    handle,
    handleRemote: (request, response) => app.routing(request, response),
    get busy() {
      return calls.busy
    },
    idle: () => calls.idle(),
    abortAll: () => calls.abortAll(),
    [Symbol.asyncDispose]: () => app.close(),
  }
}

/** The OpenAPI 3.1 document, as the routes' own schemas make it. */
export async function createOpenApi(): Promise<unknown> {
  const app = await createApp(undefined)
  await app.ready()
  return withReferences(app.swagger())
}

async function createApp(tools: Tools | undefined): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    requestIdHeader: false,
    frameworkErrors: fail,
    genReqId: ({ headers }) => {
      const id = headers['x-request-id']
      return typeof id === 'string' && REQUEST_ID.test(id) ? id : randomUUID()
    },
  })
  app.setValidatorCompiler(schemaCompiler())
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setErrorHandler(fail)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  if (tools) {
    observeRequests(app, tools.served)
    await limitRate(app, tools.gate, tools.served.rateLimit)
    app.addHook('onRequest', async (request) => {
      if (request.routeOptions.config.open !== true) tools.gate.enter(request)
    })
  }
  app.setNotFoundHandler(failUnknown)
  for (const [name, schema] of Object.entries(SCHEMAS)) app.addSchema({ ...schema, $id: name })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'AYS', version: '1', description: 'Everything that the command ays can do.' },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
    refResolver: {
      buildLocalReference: ({ $id }, _uri, _fragment, i) =>
        typeof $id === 'string' ? $id : `schema-${i}`,
    },
  })
  await app.register(etag)
  await app.register(async (scope) => {
    addRoutes(scope, tools)
  })
  return app
}
