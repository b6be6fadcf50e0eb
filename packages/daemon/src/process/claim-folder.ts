import { createHash, randomUUID } from 'node:crypto'
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AysError } from '@ays/core'
import { type DaemonInfo, daemonFile, isAlive, parseDaemonFile, readText } from './daemon-info.ts'

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
    await take(folder, file, own)
  } finally {
    await rm(own, { force: true })
  }
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
}

/**
 * Makes the file one with what `own` says. Who replaces what a dead process said has to take a file named after
 * exactly that first, so each dead one is followed by one; a follower that dies on the way is followed alike.
 */
async function take(folder: string, file: string, own: string): Promise<void> {
  while (!(await succeeds(link(own, file), 'EEXIST'))) {
    const text = readText(file)
    if (text === undefined) continue
    const found = parseDaemonFile(text)
    if (found && isAlive(found)) throw running(folder, found)
    const turn = `${daemonFile(folder)}.${createHash('sha256').update(text).digest('hex')}`
    await take(folder, turn, own)
    const isMine = readText(file) === text
    if (isMine) await replace(file, own)
    await rm(turn, { force: true })
    if (isMine) return
  }
}

async function replace(file: string, own: string): Promise<void> {
  const copy = `${file}.${randomUUID()}`
  await link(own, copy)
  await rename(copy, file)
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
