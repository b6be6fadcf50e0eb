import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { connectSocket, type DaemonInfo, findDaemon, socketPath } from '@ays/daemon/client'
import type { Repository } from '@ays/engine'
import { formatTime } from '../render/text.ts'
import { error, examine, type Finding, type Look, ok, warning } from './finding.ts'

export interface DaemonTools {
  /** A file of this command line: as old as its installation. */
  readonly installed: string
  readonly signal: AbortSignal
}

const RESTART = 'ays daemon stop && ays daemon start'

/** The daemon of a repository: whether it runs, answers, and is of the AYS that is installed. Starts none. */
export function examineDaemon(repository: Repository, tools: DaemonTools): Promise<Finding[]> {
  return examine('daemon', async () => {
    const daemon = findDaemon(repository.folder)
    return [daemon ? await lookAt(daemon, repository, tools) : lookAtNone(repository)]
  })
}

function lookAtNone({ folder }: Repository): Look {
  return existsSync(join(folder, '.ays/daemon.json'))
    ? warning('the daemon has died: nothing recurs, and nothing queued runs', 'ays daemon start')
    : ok('none runs; what recurs, events and the queue need one')
}

async function lookAt(
  { pid, started }: DaemonInfo,
  repository: Repository,
  { installed, signal }: DaemonTools,
): Promise<Look> {
  const who = `process ${pid} since ${formatTime(started)}`
  const api = await connectSocket(socketPath(repository), signal)
  if (!api) return error(`${who} does not answer`, RESTART)
  await api[Symbol.asyncDispose]()
  const { mtimeMs } = await stat(installed)
  return mtimeMs > started
    ? warning(`${who} is of an AYS before the one that is installed now`, RESTART)
    : ok(`${who} serves`)
}
