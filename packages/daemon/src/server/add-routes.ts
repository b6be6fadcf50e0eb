import type { Scope } from '@ays/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Wire } from '../wire.ts'
import { answer, callId, type Query, type Tools } from './answer.ts'
import { addWebhooks } from './add-webhooks.ts'
import { describeRoute, NOTHING, ref, withReferences } from './describe-route.ts'
import { ROUTES } from './routes.ts'
import { takeIfMatch } from './take-if-match.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers anybody, also without a token. */
    readonly open?: boolean
  }
}

/** All routes; without tools they are there to be described only. */
export function addRoutes(app: FastifyInstance, tools: Tools | undefined): void {
  addHealth(app, tools)
  addWebhooks(app, tools)
  const demand = (scope: Scope) => async (request: Pick<FastifyRequest, 'raw'>) =>
    tools?.gate.demand(request, scope)
  const onRequest = demand('read')
  app.get('/v1/openapi.json', { schema: { hide: true }, onRequest }, () =>
    withReferences(app.swagger()),
  )
  app.get('/metrics', { schema: { hide: true }, onRequest }, async (_request, reply) => {
    const { type, text } = (await tools?.served.exposition?.()) ?? { type: 'text/plain', text: '' }
    return reply.type(type).send(text)
  })
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
    { schema: abort, onRequest },
    (request, reply) => {
      tools?.calls.abort(callId(tools.gate, request, request.params.call))
      void reply.code(204).send()
    },
  )
  for (const route of ROUTES) {
    const { method, fixedScope = 'read' } = route
    app.route<{ Querystring: Query }>({
      method,
      url: `/v1${route.url}`,
      schema: describeRoute(route),
      onRequest: demand(fixedScope),
      preHandler: async (request) => {
        if (!tools) return
        const { params: path, query, body } = request
        tools.gate.demand(request, route.scope({ path, query, body }, tools.plans))
        await takeIfMatch(tools.look, route, request)
      },
      handler: (request, reply) => tools && answer(tools, route, request, reply),
    })
  }
}

/** Whether this process answers, and whether it can take work: all that is said to anybody. */
function addHealth(app: FastifyInstance, tools: Tools | undefined): void {
  const well: Wire['Health'] = { status: 'ok' }
  const config = { open: true }
  const health = {
    operationId: 'health',
    summary: 'Whether this process answers',
    querystring: NOTHING,
    security: [],
    response: { 200: ref('Health') },
  }
  app.get('/healthz', { schema: health, config }, () => well)
  const readiness = {
    operationId: 'ready',
    summary: 'Whether this process can take work',
    querystring: NOTHING,
    security: [],
    response: { 200: ref('Health'), 503: ref('Readiness') },
  }
  app.get('/readyz', { schema: readiness, config }, async (_request, reply) => {
    if ((await tools?.served.ready?.()) !== false) return well
    const unready: Wire['Readiness'] = { status: 'unready' }
    return reply.code(503).send(unready)
  })
}
