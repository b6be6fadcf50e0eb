import { chmod, mkdir, rm } from 'node:fs/promises'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import path from 'node:path'
import { toProblem } from '../problem.ts'

/** What answers on a socket, such as the server of `@ays/daemon`. */
export interface SocketHandler extends AsyncDisposable {
  readonly handle: RequestListener
  /** Calls under way, also those whose caller was lost. */
  readonly busy: number
  /** Resolves as soon as no call is under way. */
  idle(): Promise<void>
}

/** Disposing it ends the listener and its connections, and removes the socket. */
export interface SocketServer extends AsyncDisposable {
  /** Calls under way. */
  readonly busy: number
  /** Resolves as soon as no call is under way. */
  idle(): Promise<void>
}

/**
 * Listens on a socket that only this user may use. What answers is loaded for the first request: a
 * process that nobody asks anything pays nothing. A file that is left there is replaced, so only who holds
 * the repository's store may call this.
 */
export async function serveSocket(
  socket: string,
  load: () => Promise<SocketHandler>,
): Promise<SocketServer> {
  let loading: Promise<SocketHandler> | undefined
  let handler: SocketHandler | undefined
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      loading ??= load()
      handler = await loading
      handler.handle(request, response)
    } catch (error) {
      response.writeHead(500, { 'content-type': 'application/problem+json' })
      response.end(JSON.stringify(toProblem(error)))
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await listen(server, socket)
  return {
    get busy() {
      return handler?.busy ?? 0
    },
    idle: async () => handler?.idle(),
    async [Symbol.asyncDispose]() {
      await close(server)
      await (await loading)?.[Symbol.asyncDispose]()
    },
  }
}

async function listen(server: Server, socket: string): Promise<void> {
  const isFile = process.platform !== 'win32'
  if (isFile) {
    await mkdir(path.dirname(socket), { recursive: true, mode: 0o700 })
    await rm(socket, { force: true })
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socket, resolve)
  })
  if (isFile) await chmod(socket, 0o600)
}

/** Node removes the file of the socket itself. */
async function close(server: Server): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}
