import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AysApi, isAysError, type SignalOption } from '@ays/core'
import type { AppOptions } from './app.ts'
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
  /** Another process does the work, and goes on with it when this one leaves. */
  readonly remote: boolean
}

/**
 * AYS over a repository: in the daemon that serves it; else in this process, or, where another one holds the
 * store and serves it, in that. AYS_STORE_LOCKED when the other one neither serves nor ends.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { own, repository, signal } = options
  const until = Date.now() + PATIENCE
  for (;;) {
    const served = own && (await hasDaemon(repository.folder)) ? await join(options) : undefined
    if (served) return served
    try {
      return await hold(options)
    } catch (error) {
      if (!(own && isAysError(error, 'AYS_STORE_LOCKED'))) throw error
      const holder = await join(options)
      if (holder) return holder
      if (Date.now() > until) throw error
    }
    await sleep(PAUSE, undefined, { signal })
  }
}

async function hasDaemon(folder: string): Promise<boolean> {
  // Nothing of a daemon is loaded where there never was one.
  if (!existsSync(path.join(folder, '.ays/daemon.json'))) return false
  const { findDaemon } = await import('@ays/daemon/client')
  return findDaemon(folder) !== undefined
}

/** The process that serves the repository on its socket; undefined when none does. */
async function join(options: ConnectOptions): Promise<Connection | undefined> {
  const { connectSocket, socketPath } = await import('@ays/daemon/client')
  const api = await connectSocket(socketPath(options.repository), options.signal)
  if (!api) return undefined
  const { followHolder } = await import('./follow-holder.ts')
  const close = () => api[Symbol.asyncDispose]()
  const { onNotice } = options
  const holder = { reconnect: () => connect(options), onNotice }
  return followHolder({ api, remote: true, [Symbol.asyncDispose]: close }, holder)
}

async function hold(options: ConnectOptions): Promise<Connection> {
  const { createApp } = await import('./app.ts')
  const app = await createApp(options)
  const { api, store } = app
  const { shared, durable } = store.capabilities
  if (!(options.serve && options.own) || shared || !durable) {
    return { api, remote: false, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() }
  }
  try {
    const leave = await serve(api, options)
    return {
      api,
      remote: false,
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
    return createApiServer({ api })
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
