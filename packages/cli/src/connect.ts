import { setTimeout as sleep } from 'node:timers/promises'
import { API, type AysApi, isAysError, type SignalOption, STORE } from '@ays/core'
import { type AppOptions, createApp } from './app.ts'
import { EXIT } from './exit-codes.ts'

/** Milliseconds to wait for a process that holds the store and does not serve it: most are soon done. */
const PATIENCE = 10_000
const PAUSE = 50

export interface ConnectOptions extends AppOptions, Required<SignalOption> {
  /** Serves the repository to other processes as long as this one holds its store. */
  readonly serve: boolean
  /** The store is the one that ays.yaml names: the one that the repository's socket stands for. */
  readonly own: boolean
  /** Gets what people should know while they wait. */
  readonly onNotice: (text: string) => void
}

/** Disposing it closes everything, once no other process is being served. */
export interface Connection extends AsyncDisposable {
  readonly api: AysApi
}

/**
 * AYS over a repository: in this process, or, where another one holds the store and serves it, in that.
 * AYS_STORE_LOCKED when the other one neither serves nor ends.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const until = Date.now() + PATIENCE
  for (;;) {
    try {
      return await hold(options)
    } catch (error) {
      if (!(options.own && isAysError(error, 'AYS_STORE_LOCKED'))) throw error
      const { connectSocket, socketPath } = await import('@ays/daemon/client')
      const api = await connectSocket(socketPath(options.repository), options.signal)
      if (api) {
        const { followHolder } = await import('./follow-holder.ts')
        const close = () => api[Symbol.asyncDispose]()
        return followHolder({ api, [Symbol.asyncDispose]: close }, () => connect(options))
      }
      if (Date.now() > until) throw error
    }
    await sleep(PAUSE, undefined, { signal: options.signal })
  }
}

async function hold(options: ConnectOptions): Promise<Connection> {
  const app = await createApp(options)
  const api = app.get(API)
  const { shared, durable } = app.get(STORE).capabilities
  if (!(options.serve && options.own) || shared || !durable) {
    return { api, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() }
  }
  try {
    const server = await serve(api, options)
    return {
      api,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]()
        await app[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await app[Symbol.asyncDispose]()
    throw error
  }
}

/** Disposing it waits for the calls of other processes. */
async function serve(
  api: AysApi,
  { repository, signal, onNotice }: ConnectOptions,
): Promise<AsyncDisposable> {
  const { serveSocket, socketPath } = await import('@ays/daemon/client')
  const server = await serveSocket(socketPath(repository), async () => {
    const { createApiServer } = await import('@ays/daemon')
    return createApiServer({ api })
  })
  return {
    async [Symbol.asyncDispose]() {
      if (server.busy > 0) {
        onNotice('Still serving another terminal; Ctrl-C hands its run back to it.')
        // Like any sudden end: nothing committed is lost, and whoever comes next goes on with the run.
        signal.addEventListener('abort', () => process.exit(EXIT.cancelled), { once: true })
        await server.idle()
      }
      await server[Symbol.asyncDispose]()
    },
  }
}
