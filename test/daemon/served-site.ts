import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type OutgoingHttpHeaders, request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { CapnpCodec } from '@ays/capnp-codec'
import { type AysApi, MemoryStore, SCOPES } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { serveSocket } from '@ays/daemon/client'
import { openAccess } from '@ays/engine'
import { openTestEngine } from '../harness/engine.ts'
import { createRepository } from '../harness/temp-repository.ts'

interface Sent {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | undefined
}

/** How the server answered. */
interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  /** Undefined for an empty answer. */
  readonly document: unknown
}

type Send = (url: string, sent?: Sent) => Promise<Answered>

/** A repository with the service db!main, served on a socket. */
export interface ServedSite extends AsyncDisposable {
  readonly store: MemoryStore
  readonly api: AysApi
  readonly socketPath: string
  readonly send: Send
  /** Writes down that somebody called the operation. */
  readonly recordCall: (operation: string) => Promise<void>
  /** From elsewhere: through TCP, where the secret of a token is the name of its scope. */
  readonly sendRemote: Send
}

const TEMPLATES = {
  db: { schema: 'port = type:int', actions: 'export const install = () => undefined\n' },
}

const ACCESS: NonNullable<Parameters<typeof createApiServer>[0]['access']> = {
  authenticate: async (secret) => {
    const scope = SCOPES.find((one) => one === secret)
    return scope && { who: `somebody with ${scope}`, scope, token: secret }
  },
  recordCall: async () => async () => undefined,
}

/** Open, with db!main installed. */
export async function openServedSite(
  served: Pick<Parameters<typeof createApiServer>[0], 'log' | 'rateLimit' | 'unreadEvents'> = {},
): Promise<ServedSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
  const repository = await createRepository({ templates: TEMPLATES })
  const store = new MemoryStore()
  await store.open()
  const engine = await openTestEngine(repository.folder, store)
  const files = [{ file: 'site.yaml', text: 'db__main:\n' }]
  const { id } = await engine.api.plan({ kind: 'blueprint', files })
  await engine.api.apply({ plan: id })
  const access = openAccess({ store, codec: new CapnpCodec() })
  const socketPath = path.join(folder, 'ays.sock')
  const server = await createApiServer({
    rateLimit: 1e9,
    ...served,
    api: engine.api,
    access: ACCESS,
  })
  const local = await serveSocket(socketPath, async () => server)
  const remote = createServer(server.handleRemote)
  remote.listen(0, '127.0.0.1')
  await once(remote, 'listening')
  return {
    store,
    api: engine.api,
    socketPath,
    recordCall: async (operation) => {
      await access.recordCall({ who: 'tester', operation, request: operation })
    },
    send: (url, sent) => send({ socketPath }, url, sent),
    sendRemote: (url, sent) => send({ port: portOf(remote) }, url, sent),
    async [Symbol.asyncDispose]() {
      remote.closeAllConnections()
      remote.close()
      await local[Symbol.asyncDispose]()
      await engine[Symbol.asyncDispose]()
      await repository[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function send(
  where: { readonly socketPath: string } | { readonly port: number },
  url: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<Answered> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const sent = request({ ...where, method, path: url, headers: { ...type, ...headers } })
  sent.on('error', () => undefined)
  sent.end(body)
  const [response] = await once(sent, 'response')
  const answered = await text(response)
  const document: unknown = answered === '' ? undefined : JSON.parse(answered)
  return { status: response.statusCode, headers: response.headers, document }
}
