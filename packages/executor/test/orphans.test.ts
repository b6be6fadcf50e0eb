import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isAlive } from './support/processes.ts'
import { startHost } from './support/start-host.ts'

/**
 * Starts programs in every way, says the pids of the worker, of them and of what they start, and then
 * spins or waits.
 */
const action = (then: 'for (;;);' | 'await new Promise(() => {})') => `async ({ exec, log }) => {
  const { spawn } = await import('node:child_process')
  const { mkdtemp, readFile, rm } = await import('node:fs/promises')
  const script = 'sleep 60 & echo $$ $! > pids; mv pids told; wait'
  const folders = []
  for (const start of [
    (cwd) => void exec('sh', ['-c', script], { cwd }).catch(() => {}),
    (cwd) => void exec('sh', ['-c', 'sh -c "' + script.replaceAll('$', '\\\\$') + '" > /dev/null 2>&1 &'], { cwd }),
    (cwd) => void spawn('sh', ['-c', script], { cwd }),
  ]) {
    folders.push(await mkdtemp((process.env.TMPDIR ?? '/tmp') + '/ays-orphans-'))
    start(folders.at(-1))
  }
  const pids = [process.pid]
  for (const folder of folders) {
    let told
    while (!(told = await readFile(folder + '/told', 'utf8').catch(() => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 10))
    pids.push(...told.trim().split(' ').map(Number))
    await rm(folder, { recursive: true })
  }
  log.info(JSON.stringify(pids))
  ${then}
}`

describe.each(['for (;;);', 'await new Promise(() => {})'] as const)(
  'while an action does %s',
  (then) => {
    it.each(['SIGKILL', 'SIGTERM'] as const)('%s of the host leaves no process', async (signal) => {
      const { host, said } = await startHost(action(then))
      host.kill(signal)
      expect(await allGone(pidsOf(said))).toBe(true)
    })

    it.each(['exit', 'throw'] as const)(
      'a host that ends with %s leaves no process',
      async (end) => {
        const { host, said } = await startHost(action(then), end)
        if (host.exitCode === null) await once(host, 'exit')
        expect(await allGone(pidsOf(said))).toBe(true)
      },
    )
  },
)

it('a program that was detached survives the death of the host', async () => {
  const { host, said } = await startHost(`async ({ exec, log }) => {
    const { pid } = await exec('sleep', ['60'], { detach: true })
    log.info(JSON.stringify([process.pid, pid]))
    for (;;);
  }`)
  const [worker = 0, program = 0] = pidsOf(said)
  onTestFinished(() => void process.kill(program, 'SIGKILL'))
  host.kill('SIGKILL')
  expect(await allGone([worker])).toBe(true)
  expect(isAlive(program)).toBe(true)
})

/** Waits for as long as the runner lets it. */
async function allGone(pids: readonly number[]): Promise<boolean> {
  while (pids.some((pid) => isAlive(pid))) await sleep(10)
  return pids.every((pid) => pid > 0) && pids.length > 0
}

function pidsOf(said: unknown): number[] {
  if (!Array.isArray(said)) throw new Error(`no pids: ${JSON.stringify(said)}`)
  return said.map(Number)
}
