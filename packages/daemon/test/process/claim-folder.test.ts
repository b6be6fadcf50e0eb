import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimFolder } from '../../src/process/claim-folder.ts'
import { birthOf, type DaemonInfo, findDaemon } from '../../src/process/daemon-info.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
})

afterEach(() => rm(folder, { recursive: true }))

const own = (): DaemonInfo => ({
  pid: process.pid,
  birth: birthOf(process.pid),
  started: Date.now(),
  folders: [folder],
  log: path.join(folder, 'daemon.log'),
})

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

async function leave(text: string): Promise<void> {
  await mkdir(path.join(folder, '.ays'))
  await writeFile(path.join(folder, '.ays/daemon.json'), text)
}

describe('the daemon of a folder', () => {
  it('is the one that said so, until it ends', async () => {
    const claim = await claimFolder(folder, own())
    expect(findDaemon(folder)).toMatchObject({ pid: process.pid })
    await expect(claimFolder(folder, own())).rejects.toMatchObject({ code: 'AYS_DAEMON_RUNNING' })
    await claim[Symbol.asyncDispose]()
    expect(findDaemon(folder)).toBeUndefined()
    expect(await readdir(path.join(folder, '.ays'))).toEqual([])
  })

  it('is nobody when it is dead, or its number belongs to another process now', async () => {
    await leave(JSON.stringify({ ...own(), pid: await deadPid() }))
    expect(findDaemon(folder)).toBeUndefined()
    await writeFile(
      path.join(folder, '.ays/daemon.json'),
      JSON.stringify({ ...own(), birth: 'another' }),
    )
    expect(findDaemon(folder)).toBeUndefined()
  })

  it.each(['', 'null', '{"pid":', '[]'])('is not kept away by a file with %s', async (text) => {
    await leave(text)
    const claim = await claimFolder(folder, own())
    expect(findDaemon(folder)).toMatchObject({ pid: process.pid })
    await claim[Symbol.asyncDispose]()
  })

  it('is one of many that want to follow a dead one at the same time', async () => {
    await leave(JSON.stringify({ ...own(), pid: await deadPid() }))
    const claims = await Promise.allSettled(
      Array.from({ length: 20 }, () => claimFolder(folder, own())),
    )
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await readdir(path.join(folder, '.ays'))).toEqual(['daemon.json'])
  })
})
