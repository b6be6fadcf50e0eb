import { AysError } from '@ays/core'
import type { FastifyInstance } from 'fastify'
import type { Wire } from '../wire.ts'
import { answer, type Query, type Tools } from './answer.ts'
import { NOTHING, ref } from './describe-route.ts'
import { readWebhook } from './read-webhook.ts'
import { ROUTES } from './routes.ts'

interface Asked {
  Params: Wire['ChannelPath']
  Querystring: Query
}

const DESCRIPTION: Readonly<Record<string, unknown>> = {
  operationId: 'receiveWebhook',
  summary: 'An event from elsewhere: from GitHub, or in the form of AYS 9',
  'x-scope': 'run',
  'x-path': 'ChannelPath',
  params: ref('ChannelPath'),
  querystring: NOTHING,
  body: ref('Webhook'),
  response: {
    200: {
      description: 'The event, which is stored',
      content: { 'application/json': { schema: ref('EventInfo') } },
    },
    default: {
      description: 'What went wrong',
      content: { 'application/problem+json': { schema: ref('Problem') } },
    },
  },
}

/** What others call when something happens: the body stays as it came, for that is what they sign. */
export function addWebhooks(app: FastifyInstance, tools: Tools | undefined): void {
  const send = ROUTES.find(({ id }) => id === 'sendEvent')
  if (!send) throw new AysError('AYS_INTERNAL', 'there is no operation sendEvent')
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    scope.post<Asked>('/v1/webhooks/:channel', {
      schema: DESCRIPTION,
      // The body is text here.
      validatorCompiler: () => () => true,
      onRequest: async (request) => tools?.gate.demand(request, 'run'),
      preHandler: async (request) => {
        const { params, body, headers } = request
        const text = typeof body === 'string' ? body : ''
        request.body = readWebhook({ channel: params.channel, body: text, headers })
      },
      handler: (request, reply) => tools && answer(tools, send, request, reply),
    })
  })
}
