import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CliProcess } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** Waits until there is a file named after its service; says each time that it begins. */
const gate = `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
export const install = async ({ service, log, signal, attempt }) => {
  appendFileSync('began-' + service.name, attempt + '\\n')
  log.info('begins ' + service.name)
  while (!existsSync('open-' + service.name)) await sleep(20, undefined, { signal })
}
`

let repository: TempRepository
let foreground: CliProcess | undefined

beforeEach(async () => {
  repository = await createRepository({
    templates: { gate: { schema: 'size = type:int default:1\n', actions: gate } },
    blueprints: { 'site.yaml': 'gate__a:\n' },
  })
})

afterEach(async () => {
  await repository.ays('daemon', 'stop', '--now')
  await repository[Symbol.asyncDispose]()
  foreground = undefined
})

const at = (file: string) => path.join(repository.folder, file)
const open = (name: string) => writeFile(at(`open-${name}`), '')

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}

const began = (name: string) => until(() => existsSync(at(`began-${name}`)))

async function ends(state: string): Promise<void> {
  await until(async () => {
    const shown = await repository.ays('run', 'list', '--state', state, '--json')
    return Array.isArray(shown.json()) && shown.stdout.includes('"id"')
  })
}

async function serves(): Promise<boolean> {
  return (await repository.ays('daemon', 'status')).exitCode === 0
}

/** In this test's process group, so that it can be killed. */
async function startForeground(...args: string[]): Promise<CliProcess> {
  foreground = repository.start('daemon', 'start', '--foreground', ...args)
  await until(serves)
  return foreground
}

describe('ays daemon', () => {
  it('starts, says how it is, logs and stops', async () => {
    const started = await repository.ays('daemon', 'start', '--json')
    expect(started).toMatchObject({ exitCode: 0 })
    expect(started.json()).toMatchObject({ folders: [repository.folder] })
    const status = await repository.ays('daemon', 'status', '--json')
    expect(status.json()).toMatchObject({ running: true, serves: true, runs: 0 })
    const again = await repository.ays('daemon', 'start')
    expect(again).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('is the daemon of'),
    })
    expect((await repository.ays('daemon', 'logs')).stdout).toContain('the daemon serves')
    expect(await repository.ays('daemon', 'stop')).toMatchObject({ exitCode: 0 })
    expect(await repository.ays('daemon', 'status')).toMatchObject({ exitCode: 1 })
    expect(await repository.ays('daemon', 'stop')).toMatchObject({ exitCode: 0 })
    expect(existsSync(at('.ays/daemon.json'))).toBe(false)
    expect(existsSync(at('.ays/ays.sock'))).toBe(false)
  })

  it('answers commands as they would answer alone', async () => {
    await open('a')
    await repository.ays('apply', '--yes')
    const asked = [
      ['do', 'install', '--force', '--yes'],
      ['service', 'show', 'gate!zzz'],
      ['service', 'list', '--json'],
      ['apply', 'no-such.yaml', '--json'],
    ]
    const outcomes = async () => {
      const all: unknown[] = []
      for (const args of asked) {
        const { exitCode, stdout, stderr } = await repository.ays(...args)
        all.push([exitCode, stable(stdout), stable(stderr)])
      }
      return all
    }
    const alone = await outcomes()
    await repository.ays('daemon', 'start')
    expect(await outcomes()).toEqual(alone)
  })

  it('plans with what templates say now', async () => {
    await repository.ays('daemon', 'start')
    await open('a')
    await repository.ays('apply', '--yes')
    await repository.write('templates/gate/actions.ts', gate.replace('begins', 'starts'))
    const plan = await repository.ays('plan', '--detailed-exitcode')
    expect(plan).toMatchObject({ exitCode: 3, stdout: expect.stringContaining('gate') })
  })

  it('hands a run back when it ends before it, and the next daemon goes on with it', async () => {
    await startForeground()
    const apply = repository.start('apply', '--yes')
    await began('a')
    const stop = await repository.ays('daemon', 'stop', '--now')
    expect(stop.exitCode).toBe(0)
    expect(await apply.result).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('handed back'),
    })
    await repository.ays('daemon', 'start')
    await open('a')
    await ends('ok')
    expect(await readFile(at('began-a'), 'utf8')).toBe('1\n2\n')
  })

  it('that was killed is no obstacle, and the next one goes on with what it was doing', async () => {
    const daemon = await startForeground()
    const apply = repository.start('apply', '--yes')
    await began('a')
    await apply.kill()
    await daemon.kill()
    expect(existsSync(at('.ays/daemon.json'))).toBe(true)
    expect(await repository.ays('daemon', 'status')).toMatchObject({ exitCode: 1 })
    expect(await repository.ays('daemon', 'start')).toMatchObject({ exitCode: 0 })
    await open('a')
    await ends('ok')
    expect(await readFile(at('began-a'), 'utf8')).toBe('1\n2\n')
  })

  it('goes on with a run whose terminal has left', async () => {
    const alone = await repository.ays('apply', '--yes', '--detach')
    expect(alone).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('daemon start') })
    await repository.ays('daemon', 'start')
    const left = await repository.ays('apply', '--yes', '--detach', '--json')
    expect(left.json()).toMatchObject({ run: { state: 'running' } })
    await began('a')
    await open('a')
    await ends('ok')
  })

  it('reads ays.yaml again on SIGHUP, and keeps to what it knew while that has faults', async () => {
    const daemon = await startForeground()
    const settings = await readFile(at('ays.yaml'), 'utf8')
    await repository.write('ays.yaml', 'id: [')
    process.kill(daemon.pid, 'SIGHUP')
    const logs = async () => (await repository.ays('daemon', 'logs')).stdout
    await repository.write('ays.yaml', `${settings}executor: inline\n`)
    process.kill(daemon.pid, 'SIGHUP')
    await until(async () => (await logs()).includes('was read again'))
    expect(await serves()).toBe(true)
    await open('a')
    expect(await repository.ays('apply', '--yes')).toMatchObject({ exitCode: 0 })
  })

  it('serves several repositories, each on its own socket', async () => {
    const other = await createRepository({
      templates: { gate: { schema: 'size = type:int default:1\n', actions: gate } },
    })
    try {
      await repository.ays('daemon', 'start', repository.folder, other.folder)
      expect(await other.ays('daemon', 'status')).toMatchObject({ exitCode: 0 })
      expect(await serves()).toBe(true)
      expect(await other.ays('daemon', 'start')).toMatchObject({ exitCode: 1 })
      expect(await other.ays('daemon', 'stop')).toMatchObject({ exitCode: 0 })
      expect(await serves()).toBe(false)
    } finally {
      await other[Symbol.asyncDispose]()
    }
  })

  it('prints a systemd unit that starts it', async () => {
    const { stdout } = await repository.ays('daemon', 'unit')
    const command = `daemon start --foreground ${repository.folder}`
    expect(stdout).toMatch(new RegExp(`^ExecStart=.*${command}$`, 'm'))
  })

  it('lets 20 clients at once do their work on one LevelDB repository', async () => {
    await repository.ays('daemon', 'start')
    const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
    for (const name of names) {
      await open(name)
      await repository.write(`sites/${name}.yaml`, `gate__${name}:\n`)
    }
    const applies = names.map((name) => repository.ays('apply', `sites/${name}.yaml`, '--yes'))
    for (const { exitCode, stderr } of await Promise.all(applies)) {
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
    }
    const services = await repository.ays('service', 'list', '--state', 'ok', '--json')
    expect(services.json()).toHaveLength(20)
    const runs = await repository.ays('run', 'list', '--limit', '50', '--json')
    expect(runs.json()).toHaveLength(20)
  })
})

/** Without times and ids. */
function stable(text: string): string {
  return text
    .replaceAll(/\b[0-9A-Z]{26}\b/g, 'ID')
    .replaceAll(/\d+(\.\d+)?m?s\b/g, 'TIME')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'AT')
    .replaceAll(/"(at|created|updated|took|started|ended|uid)": .*/g, '')
}
