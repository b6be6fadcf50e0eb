import { randomUUID } from 'node:crypto'
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AysError } from '@ays/core'
import { type DaemonInfo, daemonFile, isAlive, readDaemonFile } from './daemon-info.ts'

/**
 * Says in the folder of a repository that this process is its daemon, until it is disposed. What a dead daemon
 * left is replaced. AYS_DAEMON_RUNNING when another one is alive.
 */
export async function claimFolder(folder: string, info: DaemonInfo): Promise<AsyncDisposable> {
  const file = daemonFile(folder)
  await mkdir(path.dirname(file), { recursive: true })
  const own = `${file}.${randomUUID()}`
  await writeFile(own, JSON.stringify(info, undefined, 2))
  try {
    while (!(await succeeds(link(own, file), 'EEXIST'))) await removeDead(folder, file)
  } finally {
    await rm(own, { force: true })
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

/** Of two that find the same dead file one gets to move it, and only that one. */
async function removeDead(folder: string, file: string): Promise<void> {
  const found = await readDaemonFile(file)
  if (found && isAlive(found)) throw running(folder, found)
  const aside = `${file}.${randomUUID()}`
  if (!(await succeeds(rename(file, aside), 'ENOENT'))) return
  const moved = await readDaemonFile(aside)
  // Somebody else has been faster: it is not the dead one any more.
  if (moved && isAlive(moved)) {
    await succeeds(link(aside, file), 'EEXIST')
    await rm(aside, { force: true })
    throw running(folder, moved)
  }
  await rm(aside, { force: true })
}

/** False when it fails in this way. */
async function succeeds(attempt: Promise<void>, code: string): Promise<boolean> {
  try {
    await attempt
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === code) return false
    throw error
  }
}

function running(folder: string, { pid }: DaemonInfo): AysError {
  return new AysError('AYS_DAEMON_RUNNING', `process ${pid} is the daemon of ${folder}`, {
    details: { pid },
    hint: 'Look at it with: ays daemon status; end it with: ays daemon stop',
  })
}
