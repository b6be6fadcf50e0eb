import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { AysError } from '@ays/core'
import { toProblem } from '../problem.ts'

/** Where to listen. */
export interface Listen {
  readonly host: string
  readonly port: number
}

/** The listener of one repository, by its id. */
export type FindListener = (repository: string | undefined) => RequestListener | undefined

export interface TcpServer extends AsyncDisposable {
  /** HOST:PORT, with the port that was given when 0 was asked for. */
  readonly address: string
}

/** In front of the URL of an operation, where a daemon serves several repositories. */
const PREFIX = /^\/repositories\/([\w-]{1,64})(?=\/)/

/**
 * HTTP for who comes from elsewhere; each request goes to the repository that its URL names, or to the only
 * one. AYS_USAGE when that address cannot be listened at.
 */
export async function serveTcp({ host, port }: Listen, find: FindListener): Promise<TcpServer> {
  const server = createServer((request, response) => {
    const listener = find(takeRepository(request))
    if (listener) listener(request, response)
    else {
      response.writeHead(404, { 'content-type': 'application/problem+json' })
      response.end(JSON.stringify(toProblem(unknownRepository())))
    }
  })
  await listen(server, { host, port })
  const bound = server.address()
  const actual = typeof bound === 'object' && bound !== null ? bound.port : port
  return {
    address: `${host.includes(':') ? `[${host}]` : host}:${actual}`,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}

/** The repository that the URL names, which then stands there no more. */
function takeRepository(request: IncomingMessage): string | undefined {
  const [prefix, id] = PREFIX.exec(request.url ?? '') ?? []
  if (prefix !== undefined) request.url = request.url?.slice(prefix.length) ?? '/'
  return id
}

function unknownRepository(): AysError {
  return new AysError('AYS_REQUEST_INVALID', 'the URL names no repository that is served here', {
    details: { status: 404 },
    hint: 'Put /repositories/<id of ays.yaml> before the path.',
  })
}

async function listen(server: Server, { host, port }: Listen): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (cause) {
    throw new AysError('AYS_USAGE', `cannot listen at ${host}:${port}`, {
      cause,
      hint: 'Give an address of this machine and a port that is free: --listen 127.0.0.1:8731',
    })
  }
}
