import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import etag from '@fastify/etag'
import swagger from '@fastify/swagger'
import type { AysApi } from '@ays/core'
import fastify, { type FastifyInstance } from 'fastify'
import { SCHEMAS } from '../schemas.gen.ts'
import type { Wire } from '../wire.ts'
import { answer, type Query } from './answer.ts'
import { Calls } from './calls.ts'
import { describeRoute, NOTHING, ref, withReferences } from './describe-route.ts'
import { fail, failUnknown } from './fail.ts'
import { ROUTES } from './routes.ts'
import { schemaCompiler } from './compile-schema.ts'

/** Bytes of a body: a blueprint of 100,000 services, or a saved plan of it. */
const BODY_LIMIT = 64 << 20
const REQUEST_ID = /^[\w.-]{8,64}$/

/** The HTTP API over one AysApi, to be put behind any listener. */
export interface ApiServer extends AsyncDisposable {
  readonly handle: RequestListener
  /** Calls under way, also those whose caller was lost. */
  readonly busy: number
  /** Resolves as soon as no call is under way. */
  idle(): Promise<void>
}

/** Routes, schemas and errors of the HTTP API, ready for its first request. Listens nowhere. */
export async function createApiServer(api: AysApi): Promise<ApiServer> {
  const calls = new Calls()
  const app = await createApp({ api, calls })
  await app.ready()
  return {
    handle: (request, response) => app.routing(request, response),
    get busy() {
      return calls.busy
    },
    idle: () => calls.idle(),
    [Symbol.asyncDispose]: () => app.close(),
  }
}

/** The OpenAPI 3.1 document, as the routes' own schemas make it. */
export async function createOpenApi(): Promise<unknown> {
  const app = await createApp(undefined)
  await app.ready()
  return withReferences(app.swagger())
}

interface Served {
  readonly api: AysApi
  readonly calls: Calls
}

async function createApp(served: Served | undefined): Promise<FastifyInstance> {
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
  app.setNotFoundHandler(failUnknown)
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  for (const [name, schema] of Object.entries(SCHEMAS)) app.addSchema({ ...schema, $id: name })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'AYS', version: '1', description: 'Everything that the command ays can do.' },
    },
    refResolver: {
      buildLocalReference: ({ $id }, _uri, _fragment, i) =>
        typeof $id === 'string' ? $id : `schema-${i}`,
    },
  })
  await app.register(etag)
  await app.register(async (scope) => {
    addRoutes(scope, served)
  })
  return app
}

function addRoutes(app: FastifyInstance, served: Served | undefined): void {
  const health: Wire['Health'] = { status: 'ok' }
  const schema = {
    operationId: 'health',
    summary: 'Whether this process answers',
    querystring: NOTHING,
    response: { 200: ref('Health') },
  }
  app.get('/healthz', { schema }, () => health)
  app.get('/v1/openapi.json', { schema: { hide: true } }, () => withReferences(app.swagger()))
  const abort = {
    operationId: 'abortCall',
    summary: 'Ask the call of a request, by its x-request-id, to stop',
    params: ref('CallPath'),
    querystring: NOTHING,
    'x-path': 'CallPath',
    response: { 204: { type: 'null' } },
  }
  app.delete<{ Params: Wire['CallPath'] }>(
    '/v1/calls/:call',
    { schema: abort },
    (request, reply) => {
      served?.calls.abort(request.params.call)
      void reply.code(204).send()
    },
  )
  for (const route of ROUTES) {
    const { method } = route
    app.route<{ Querystring: Query }>({
      method,
      url: `/v1${route.url}`,
      schema: describeRoute(route),
      handler: (request, reply) => served && answer(served, route, request, reply),
    })
  }
}
