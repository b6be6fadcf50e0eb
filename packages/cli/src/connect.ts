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
        const { onNotice } = options
        const holder = { reconnect: () => connect(options), onNotice }
        return followHolder({ api, [Symbol.asyncDispose]: close }, holder)
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
    const leave = await serve(api, options)
    return {
      api,
      async [Symbol.asyncDispose]() {
        if (await leave()) await app[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await app[Symbol.asyncDispose]()
    throw error
  }
}

/**
 * What it resolves to ends the serving: it waits for the calls of other processes, and says false when a
 * person does not want to wait. The process ends then, once the command has said what it had to say.
 */
async function serve(
  api: AysApi,
  { repository, signal, onNotice }: ConnectOptions,
): Promise<() => Promise<boolean>> {
  const { serveSocket, socketPath } = await import('@ays/daemon/client')
  const server = await serveSocket(socketPath(repository), async () => {
    const { createApiServer } = await import('@ays/daemon')
    return createApiServer(api)
  })
  return async () => {
    if (server.busy > 0) {
      onNotice('Still serving another terminal; Ctrl-C hands its run back to it.')
      const left = await Promise.race([aborted(signal), server.idle()])
      if (left === LEFT) {
        // Like any sudden end: nothing committed is lost, and whoever comes next goes on with the run.
        setImmediate(() => process.exit(EXIT.cancelled))
        return false
      }
    }
    await server[Symbol.asyncDispose]()
    return true
  }
}

const LEFT = Symbol('left')

/** Resolves with LEFT at the next abort: one that came before was meant for the command's own work. */
function aborted(signal: AbortSignal): Promise<typeof LEFT> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(LEFT), { once: true })
  })
}
