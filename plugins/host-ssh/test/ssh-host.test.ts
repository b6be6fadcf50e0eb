import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HostDescription, isAysError, type ProgramJob } from '@ays/core'
import { runProgram } from '@ays/executor'
import { createHost } from '@ays/host-ssh'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sshd, startSshd } from './sshd.ts'

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
})
afterAll(() => sshd[Symbol.asyncDispose]())

const job = (print: ProgramJob['print'] = () => undefined): ProgramJob => ({
  signal: new AbortController().signal,
  print,
})

it('a program ends when the connection is lost, with all that it started', async () => {
  const host = createHost(sshd.description, runProgram)
  let ssh = 0
  let pids: number[] = []
  const started = new Promise<void>((resolve) => {
    const watched = {
      ...job((_, text) => {
        pids = text.trim().split(' ').map(Number)
        resolve()
      }),
      program: (pid: number, running: boolean) => void (running && (ssh = pid)),
    }
    host.exec(watched, 'sh', ['-c', 'sleep 60 & echo $$ $!; wait']).catch(() => undefined)
  })
  await started
  expect(pids).toHaveLength(2)
  process.kill(ssh, 'SIGKILL')
  while (pids.some(isAlive)) await sleep(20)
})

it('neither arguments nor environment show in the process list', async () => {
  const host = createHost(sshd.description, runProgram)
  const script = 'ps -eo args | grep -v "ps -eo" > /dev/null; ps -eo args'
  const options = { env: { TOKEN: 'hush-env' }, input: 'hush-input' }
  const { stdout } = await host.exec(job(), 'sh', ['-c', script, 'hush-argument'], options)
  expect(stdout).toContain('ssh -T')
  expect(stdout).toContain('-o ControlPath=none')
  // The program itself has its arguments, as everywhere.
  const others = stdout.split('\n').filter((line) => !line.startsWith('sh -c ps'))
  expect(others.join('\n')).not.toContain('hush')
})

it('a host that nobody reaches is told, with what ssh said and what to try, and no option', async () => {
  const options = { SetEnv: 'TOKEN=hush-option' }
  const host = createHost({ kind: 'ssh', host: '127.0.0.1', port: 1, options }, runProgram)
  const error = await host.exec(job(), 'true').catch((reason: unknown) => reason)
  expect(error).toMatchObject({
    code: 'AYS_HOST_UNREACHABLE',
    message: expect.stringMatching(/^ssh does not reach 127.0.0.1: .*refused/),
    hint: expect.stringMatching(/ssh -p 1 127.0.0.1 true$/),
  })
  expect(isAysError(error) && JSON.stringify(error)).not.toContain('hush')
})

it('a host that lets nobody in is told', async () => {
  const host = createHost({ ...sshd.description, user: 'no-such-user' }, runProgram)
  const error = {
    code: 'AYS_HOST_UNREACHABLE',
    message: expect.stringContaining('Permission denied'),
  }
  await expect(host.exec(job(), 'true')).rejects.toMatchObject(error)
})

describe('a description is refused', () => {
  it.each<[string, Omit<HostDescription, 'kind'>]>([
    ['"host" is missing', {}],
    ['"host" is not a text', { host: 5 }],
    ['"port" is not the number of a port', { host: 'h', port: '22' }],
    ['"port" is not the number of a port', { host: 'h', port: 0 }],
    ['"options" is not a mapping', { host: 'h', options: ['a'] }],
    ['"pasword" is not known', { host: 'h', pasword: 'x' }],
  ])('because %s', (text, description) => {
    expect(() => createHost({ kind: 'ssh', ...description }, runProgram)).toThrow(
      expect.objectContaining({ code: 'AYS_HOST_INVALID', message: expect.stringContaining(text) }),
    )
  })
})

it('a host whose name looks like an option is a host', async () => {
  const host = createHost({ kind: 'ssh', host: '-oProxyCommand=touch /tmp/ays-owned' }, runProgram)
  await expect(host.exec(job(), 'true')).rejects.toMatchObject({ code: 'AYS_HOST_UNREACHABLE' })
  expect(() => execFileSync('ls', ['/tmp/ays-owned'], { stdio: 'pipe' })).toThrow('ays-owned')
})

function isAlive(pid: number): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).startsWith(
      'Z',
    )
  } catch {
    return false
  }
}
