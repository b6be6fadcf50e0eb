import { setTimeout as sleep } from 'node:timers/promises'
import { AysError } from '@ays/core'
import { openAccess } from '@ays/engine'
import { serveSocket, type SocketServer } from '../client/serve-socket.ts'
import { socketPath } from '../client/socket-path.ts'
import { observeWork } from '../observe/observe-work.ts'
import { type ApiServer, createApiServer } from '../server/create-server.ts'
import type { DaemonTools, OpenedRepository } from './daemon-tools.ts'

/** Milliseconds in which jobs may end by themselves when the daemon does. */
const GRACE = 10_000
/** Milliseconds for which calls are written down. */
const KEEP_CALLS = 90 * 86_400_000
const DAY = 86_400_000

/** A repository that a daemon works on and serves. Disposing it hands back the runs that have not ended. */
export class ServedRepository implements AsyncDisposable {
  readonly server: ApiServer
  readonly id: string
  readonly #opened: OpenedRepository
  readonly #socket: SocketServer
  readonly #runs: HeldRuns
  readonly #drain: AbortController
  readonly #abandon: AbortController
  readonly #work: Promise<void>
  readonly #daily: NodeJS.Timeout

  private constructor(parts: Parts) {
    const { opened, server, socket, leave, forget } = parts
    this.id = opened.id
    this.server = server
    this.#opened = opened
    this.#socket = socket
    this.#runs = parts.runs
    this.#drain = leave.drain
    this.#abandon = leave.abandon
    this.#work = parts.work
    this.#daily = setInterval(forget, DAY).unref()
    forget()
  }

  /** Opens it, serves it on its socket and begins to work; closes what was opened when that fails. */
  static async open(folder: string, tools: DaemonTools): Promise<ServedRepository> {
    const { log, metrics, rateLimit } = tools
    const runs = new HeldRuns()
    const leave = { drain: new AbortController(), abandon: new AbortController() }
    const opened = await tools.open(folder, {
      leave: {
        drain: leave.drain.signal,
        abandon: leave.abandon.signal,
        hold: (driven) => runs.add(driven),
      },
      metrics,
      onWarning: (text) => log.warn(text, { folder }),
    })
    try {
      const { id, api, store } = opened
      const access = openAccess(opened)
      const server = await createApiServer({
        api,
        access,
        ready: async () => !leave.drain.signal.aborted && (await answers(store)),
        log,
        metrics,
        ...(rateLimit !== undefined && { rateLimit }),
        exposition: () => metrics.text(),
      })
      const socket = await serveSocket(socketPath({ folder, id }), async () => server)
      const signal = leave.drain.signal
      const work = api.work({ signal, on: observeWork(id, { log, metrics }) })
      const forget = () => {
        access.forgetCalls(Date.now() - KEEP_CALLS).catch((error: unknown) => {
          log.error('old calls could not be taken away', { error })
        })
      }
      return new ServedRepository({ opened, server, socket, runs, leave, work, forget })
    } catch (error) {
      await opened[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Waits for jobs to end; after the grace, or with the signal, those that still run are ended. */
  async close(now: AbortSignal): Promise<void> {
    clearInterval(this.#daily)
    this.#drain.abort(handedBack())
    const waited = sleep(GRACE, undefined, { signal: now, ref: false }).catch(() => undefined)
    await Promise.race([this.#runs.settled(), waited])
    this.#abandon.abort(handedBack())
    await this.#runs.settled()
    this.server.abortAll()
    await this.server.idle()
    await this.#socket[Symbol.asyncDispose]()
    await this.#work
    await this.#opened[Symbol.asyncDispose]()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close(new AbortController().signal)
  }
}

interface Parts {
  readonly opened: OpenedRepository
  readonly server: ApiServer
  readonly socket: SocketServer
  readonly runs: HeldRuns
  readonly leave: { readonly drain: AbortController; readonly abandon: AbortController }
  readonly work: Promise<void>
  readonly forget: () => void
}

/** The runs that this process drives. */
class HeldRuns {
  readonly #driven = new Set<Promise<void>>()

  add(driven: Promise<void>): void {
    this.#driven.add(driven)
    const remove = () => void this.#driven.delete(driven)
    driven.then(remove, remove)
  }

  /** Resolves when none is left. */
  async settled(): Promise<void> {
    while (this.#driven.size > 0) await Promise.allSettled(this.#driven)
  }
}

async function answers(store: OpenedRepository['store']): Promise<boolean> {
  try {
    // Any key does.
    await store.get('repo', { signal: AbortSignal.timeout(2000) })
    return true
  } catch {
    return false
  }
}

function handedBack(): AysError {
  return new AysError('AYS_RUN_HANDED_BACK', 'the daemon ends: it has handed back the run', {
    hint: 'The next daemon goes on with it, or: ays run resume',
  })
}
