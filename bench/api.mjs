// What the HTTP API costs: requests per second, p99 and processor time of reads and of run submissions, over TCP with a token,
// beside a bare fastify route. Server and clients are one process. Usage: node bench/api.mjs [SECONDS] [SERVICES]. After
// `npm run build`.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createApiServer } from '@ays/daemon'
import { openAccess } from '@ays/engine'
import autocannon from 'autocannon'
import fastify from 'fastify'
import { makeRepository, openRepository, removeRepository } from './run/repository.mjs'
import { printMachine, table } from './run/tables.mjs'

const [seconds = 10, services = 1000] = process.argv.slice(2).map(Number)
const ROUNDS = 3

printMachine()
const folder = await makeRepository()
const { api, store, codec, ...opened } = await openRepository(folder, { workers: 0 })
const text = Array.from({ length: services }, (_, n) => `vm__s${n}:\n`).join('')
const { id } = await api.plan({ kind: 'blueprint', files: [{ file: 'all.yaml', text }] })
await api.apply({ plan: id })
const { secret } = await api.createToken({ name: 'bench', scope: 'run' })
const served = await createApiServer({ api, access: openAccess({ store, codec }), rateLimit: 1e9 })
const daemon = createServer(served.handleRemote).listen(0, '127.0.0.1')
await once(daemon, 'listening')
const bare = fastify()
bare.get('/', async () => ({ hello: 'world' }))
const url = `http://127.0.0.1:${daemon.address().port}/v1`

const submission = { request: { kind: 'do', action: 'install', role: 'vm' } }
const asked = [
  ['bare fastify route', { url: await bare.listen({ port: 0, host: '127.0.0.1' }) }],
  ['GET /v1/services/vm!s1', { url: `${url}/services/vm!s1` }],
  ['GET /v1/services, 50 of them', { url: `${url}/services` }],
  ['POST /v1/queue', { url: `${url}/queue`, method: 'POST', body: JSON.stringify(submission) }],
]
const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
const row = table('request', 'per second', 'of bare', 'p99', 'processor', 'not 2xx')
const bareRates = []
for (const [name, request] of asked) {
  const results = []
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage()
    const result = await autocannon({ connections: 10, duration: seconds, headers, ...request })
    const { user, system } = process.cpuUsage(before)
    results.push({ ...result, processor: Math.round((user + system) / result.requests.total) })
  }
  const { requests, latency, processor, non2xx } = results.toSorted(byRate)[Math.floor(ROUNDS / 2)]
  bareRates.push(requests.average)
  const share = `${((100 * requests.average) / bareRates[0]).toFixed(1)} %`
  const rate = Math.round(requests.average)
  row(name, rate, share, `${latency.p99} ms`, `${processor} µs`, non2xx)
}

daemon.closeAllConnections()
daemon.close()
await bare.close()
await served[Symbol.asyncDispose]()
await opened[Symbol.asyncDispose]()
await removeRepository(folder)

function byRate(one, other) {
  return one.requests.average - other.requests.average
}
