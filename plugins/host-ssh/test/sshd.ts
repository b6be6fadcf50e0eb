import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostDescription } from '@ays/core'

/** A real sshd of this user, on a port of its own. */
export interface Sshd extends AsyncDisposable {
  /** What getExecutor would say of it. */
  readonly description: HostDescription
}

export async function startSshd(): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'ays-sshd-'))
  const at = (name: string) => join(folder, name)
  for (const key of ['host', 'user']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)])
  }
  await copyFile(at('user.pub'), at('authorized'))
  // An sshd of root wants it.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true })
  const port = await freePort()
  await writeFile(at('config'), settings(port, at))
  const sshd = spawn(findSshd(), ['-D', '-e', '-f', at('config')], { stdio: 'ignore' })
  const description = {
    kind: 'ssh',
    host: '127.0.0.1',
    user: userInfo().username,
    port,
    identityFile: at('user'),
    options: {
      UserKnownHostsFile: at('known'),
      StrictHostKeyChecking: 'accept-new',
      IdentitiesOnly: 'yes',
    },
  }
  await untilListening(port)
  return {
    description,
    async [Symbol.asyncDispose]() {
      sshd.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function settings(port: number, at: (name: string) => string): string {
  return `ListenAddress 127.0.0.1
Port ${port}
HostKey ${at('host')}
PidFile none
AuthorizedKeysFile ${at('authorized')}
PasswordAuthentication no
PermitRootLogin yes
StrictModes no
UsePAM no
MaxStartups 100
`
}

/** Its path must be absolute. */
function findSshd(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const path = folders.map((folder) => join(folder, 'sshd')).find((file) => existsSync(file))
  if (path === undefined) throw new Error('sshd is missing: apt-get install openssh-server')
  return path
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function untilListening(port: number): Promise<void> {
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
  while (!(await isOpen())) await sleep(20)
}
