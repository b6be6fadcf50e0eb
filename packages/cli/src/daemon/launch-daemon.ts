import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AysError } from '@ays/core'
import {
  connectSocket,
  type DaemonInfo,
  daemonLog,
  findDaemon,
  socketPath,
} from '@ays/daemon/client'
import { readRepository } from '@ays/engine'

/** Milliseconds until a daemon that is started must serve: it may wait for a store that is locked. */
const PATIENCE = 30_000
const PAUSE = 50

/**
 * Starts `ays daemon start --foreground` with these arguments as a process of its own, and resolves once it
 * serves all repositories. AYS_DAEMON_UNREACHABLE, with what it said, when it ends or takes too long.
 */
export async function launchDaemon(
  folders: readonly string[],
  args: readonly string[],
  signal: AbortSignal,
): Promise<DaemonInfo> {
  const [first = ''] = folders
  const log = daemonLog(first)
  await mkdir(path.dirname(log), { recursive: true })
  const file = await open(log, 'a', 0o600)
  const { size } = await stat(log)
  const command = [process.argv[1] ?? '', 'daemon', 'start', '--foreground', ...args, ...folders]
  const child = spawn(process.execPath, command, {
    cwd: first,
    detached: true,
    // It writes its log itself; here goes what it says when it cannot.
    stdio: ['ignore', 'ignore', file.fd],
  })
  try {
    const info = await untilServed(child, folders, signal)
    child.unref()
    return info
  } catch (error) {
    child.kill()
    const said = (await readFile(log)).subarray(size).toString().trim()
    throw new AysError('AYS_DAEMON_UNREACHABLE', `the daemon does not serve: ${said}`, {
      cause: error,
      hint: 'See more with: ays daemon start --foreground',
    })
  } finally {
    await file.close()
  }
}

async function untilServed(
  child: ChildProcess,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<DaemonInfo> {
  const until = Date.now() + PATIENCE
  const sockets = await Promise.all(
    folders.map(async (folder) => socketPath(await readRepository(folder))),
  )
  while (child.exitCode === null && child.signalCode === null && Date.now() < until) {
    const info = findDaemon(folders[0] ?? '')
    if (info?.pid === child.pid && (await allAnswer(sockets, signal)) && info) return info
    await sleep(PAUSE, undefined, { signal })
  }
  throw new AysError(
    'AYS_INTERNAL',
    `it ended with ${child.exitCode ?? child.signalCode ?? 'nothing'}`,
  )
}

async function allAnswer(sockets: readonly string[], signal: AbortSignal): Promise<boolean> {
  for (const socket of sockets) {
    const api = await connectSocket(socket, signal)
    if (!api) return false
    await api[Symbol.asyncDispose]()
  }
  return true
}
