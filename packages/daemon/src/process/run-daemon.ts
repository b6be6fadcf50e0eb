import { once } from 'node:events'
import { AysError, describeError } from '@ays/core'
import { createLogger } from '../observe/create-logger.ts'
import { LogFile } from '../observe/log-file.ts'
import { PromMetrics } from '../observe/prom-metrics.ts'
import { claimFolder } from './claim-folder.ts'
import { birthOf, type DaemonInfo, daemonLog } from './daemon-info.ts'
import type { DaemonOptions, DaemonTools } from './daemon-tools.ts'
import { ServedRepositories } from './served-repositories.ts'
import { serveTcp } from './serve-tcp.ts'

/**
 * Works on repositories and serves them until the signal is aborted; resolves when everything is closed and
 * every run has ended or was handed back. AYS_DAEMON_RUNNING; AYS_USAGE when it cannot listen; else as
 * opening a repository.
 */
export async function runDaemon(options: DaemonOptions): Promise<void> {
  const { folders, level, output, signal } = options
  const [first = ''] = folders
  const opened = new Opened()
  try {
    const info = describeProcess(options, daemonLog(first))
    for (const folder of folders) opened.add(await claimFolder(folder, info))
    const file = new LogFile(info.log)
    opened.add({ [Symbol.asyncDispose]: async () => file[Symbol.dispose]() })
    const log = createLogger({ level, outputs: output ? [file, output] : [file] })
    try {
      await serve({ ...options, log, metrics: new PromMetrics() }, opened)
      log.info('the daemon serves', { ...info })
      if (!signal.aborted) await once(signal, 'abort')
      log.info('the daemon ends')
    } catch (error) {
      log.error('the daemon cannot go on', { error: describeError(error) })
      throw error
    }
  } finally {
    await opened.close()
  }
}

async function serve(options: DaemonOptions & DaemonTools, opened: Opened): Promise<void> {
  const { folders, listen, log, now, onReady } = options
  const repositories = opened.add(await ServedRepositories.open(folders, options, now))
  if (listen) {
    const tcp = await serveTcp(listen, (id) => repositories.find(id)?.server.handleRemote)
    opened.add(tcp)
    log.info('listens', { address: tcp.address })
  }
  onReady(async () => {
    log.info('reads the repositories again')
    await repositories.reload()
  })
}

function describeProcess({ folders, listen }: DaemonOptions, log: string): DaemonInfo {
  const { pid } = process
  return {
    pid,
    birth: birthOf(pid),
    started: Date.now(),
    folders,
    log,
    ...(listen && { listen: `${listen.host}:${listen.port}` }),
  }
}

/** What is closed in the end, the last one first. */
class Opened {
  readonly #all: AsyncDisposable[] = []

  add<T extends AsyncDisposable>(one: T): T {
    this.#all.push(one)
    return one
  }

  /** Closes all of them, and then fails with what failed first. */
  async close(): Promise<void> {
    const errors: unknown[] = []
    for (const one of this.#all.splice(0).toReversed()) {
      try {
        await one[Symbol.asyncDispose]()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) {
      throw new AysError('AYS_INTERNAL', 'the daemon could not close everything', {
        cause: errors[0],
      })
    }
  }
}
