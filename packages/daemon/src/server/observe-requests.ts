import { silentLogger, silentMetrics } from '@ays/core'
import type { FastifyInstance } from 'fastify'
import { toProblem } from '../problem.ts'
import { asOurs } from './fail.ts'
import type { Served } from './served.ts'

/** Measures every request, and logs those that failed or were refused. */
export function observeRequests(
  app: FastifyInstance,
  { log = silentLogger, metrics = silentMetrics }: Served,
): void {
  app.addHook('onResponse', (request, reply, done) => {
    const operation = request.routeOptions.schema?.operationId ?? 'none'
    const labels = { operation, status: String(reply.statusCode) }
    metrics.record('ays_http_seconds', reply.elapsedTime / 1000, labels)
    done()
  })
  app.addHook('onError', (request, _reply, error, done) => {
    const { status, code, detail } = toProblem(asOurs(error))
    const line = { request: request.id, method: request.method, url: request.url, status, code }
    if (status >= 500) log.error(`request failed: ${detail}`, line)
    else if (status === 401 || status === 403) {
      log.warn(`request refused: ${detail}`, { ...line, from: request.ip })
    }
    done()
  })
}
