import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** Waits until there is a file named after its service; ends at once when it is asked to stop. */
const actions = `import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
export const install = async ({ service, log, signal }) => {
  log.info('begins ' + service.name)
  writeFileSync('began-' + service.name, '')
  while (!existsSync('open-' + service.name)) await sleep(20, undefined, { signal })
  log.info('ends ' + service.name)
}
`

describe('two terminals on one LevelDB repository', () => {
  let repository: TempRepository

  beforeEach(async () => {
    // A store that only one process can have open; of the others, run-claims.test.ts tells.
    repository = await createRepository({
      store: 'level:.ays/db',
      templates: { gate: { schema: 'size = type:int default:1\n', actions } },
      blueprints: { 'a.yaml': 'gate__a:\n', 'b.yaml': 'gate__b:\n' },
    })
  })

  afterEach(async () => {
    await repository[Symbol.asyncDispose]()
  })

  const began = async (name: string) => {
    while (!existsSync(path.join(repository.folder, `began-${name}`))) await sleep(20)
  }
  const open = (name: string) => repository.write(`open-${name}`, '')
  const apply = (name: string) =>
    repository.start('apply', `blueprints/${name}.yaml`, '--yes', '--json')

  it('shows, in the second, the run of the first', async () => {
    const first = apply('a')
    await began('a')
    const listed = await repository.ays('run', 'list', '--json')
    expect(listed).toMatchObject({ exitCode: 0 })
    expect(listed.json()).toMatchObject([{ state: 'running', interrupted: false }])
    const services = await repository.ays('service', 'list')
    expect(services).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('gate!a') })
    await open('a')
    expect(await first.result).toMatchObject({ exitCode: 0 })
  })

  it('answers the second with the errors and exit codes that it would have alone', async () => {
    const first = apply('a')
    await began('a')
    const remote = await repository.ays('service', 'show', 'gate!zzz')
    await open('a')
    await first.result
    const alone = await repository.ays('service', 'show', 'gate!zzz')
    expect(alone).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('gate!zzz') })
    const { exitCode, stdout, stderr } = alone
    expect(remote).toMatchObject({ exitCode, stdout, stderr })
  })

  it('follows the run of the first to its end, with its log', async () => {
    const first = apply('a')
    await began('a')
    const watch = repository.start('run', 'watch', '--log-level', 'info', '--json')
    await sleep(300)
    await open('a')
    const watched = await watch.result
    expect(watched.exitCode).toBe(0)
    expect(watched.json()).toMatchObject({ state: 'ok' })
    expect((await first.result).exitCode).toBe(0)
    const logs = await repository.ays('run', 'logs')
    expect(logs.stdout).toContain('begins a')
    expect(logs.stdout).toContain('ends a')
  })

  it('cancels the run of the first', async () => {
    const first = apply('a')
    await began('a')
    const cancelled = await repository.ays('run', 'cancel', '--json')
    expect(cancelled.json()).toMatchObject({ state: 'cancelled' })
    const { exitCode, ...rest } = await first.result
    expect(exitCode).toBe(130)
    expect(rest.json()).toMatchObject({ run: { state: 'cancelled' } })
  })

  it('applies other services at the same time, and the first stays until they are done', async () => {
    const first = apply('a')
    await began('a')
    const second = apply('b')
    await began('b')
    await open('a')
    const pending = await Promise.race([first.result, sleep(500, 'waits')])
    expect(pending).toBe('waits')
    await open('b')
    const [one, other] = await Promise.all([first.result, second.result])
    expect(one).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('Still serving') })
    expect(other).toMatchObject({ exitCode: 0 })
    expect(other.json()).toMatchObject({ run: { state: 'ok' } })
  })

  it('lets a run of the same services wait for the first one', async () => {
    const first = apply('a')
    await began('a')
    const second = repository.start('do', 'install', '--force', '--yes', '--json')
    await sleep(500)
    const before = await repository.ays('run', 'list', '--json')
    expect(before.json()).toMatchObject([{ state: 'running' }])
    await open('a')
    expect(await first.result).toMatchObject({ exitCode: 0 })
    expect(await second.result).toMatchObject({ exitCode: 0 })
    const after = await repository.ays('run', 'list', '--json')
    expect(after.json()).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
  })

  it('stops what the second began when the second is interrupted, and nothing else', async () => {
    const first = apply('a')
    await began('a')
    const second = apply('b')
    await began('b')
    process.kill(second.pid, 'SIGINT')
    expect(await second.result).toMatchObject({ exitCode: 130 })
    await open('a')
    expect(await first.result).toMatchObject({ exitCode: 0 })
  })

  it('applies what the second was shown, though the first ended while it was asked', async () => {
    const first = apply('a')
    await began('a')
    await open('b')
    const asked = repository.terminal(
      ['apply', 'blueprints/b.yaml'],
      [
        [
          'Do this?',
          async () => {
            await open('a')
            await first.result
            return 'y'
          },
        ],
      ],
    )
    expect(await asked).toMatchObject({ exitCode: 0 })
    const runs = await repository.ays('run', 'list', '--json')
    expect(runs.json()).toMatchObject([{ state: 'ok' }, { state: 'ok' }])
  })

  it('goes on when the first is killed: the second opens the store itself', async () => {
    const first = apply('a')
    await began('a')
    await first.kill()
    await open('a')
    const resumed = await repository.ays('run', 'resume', '--json')
    expect(resumed.exitCode).toBe(0)
    expect(resumed.json()).toMatchObject({ state: 'ok' })
  })

  it('works beside a file that is no socket of anybody', async () => {
    await mkdir(path.join(repository.folder, '.ays'), { recursive: true })
    await writeFile(path.join(repository.folder, '.ays/ays.sock'), '')
    await open('a')
    expect(await apply('a').result).toMatchObject({ exitCode: 0 })
    expect(existsSync(path.join(repository.folder, '.ays/ays.sock'))).toBe(false)
  })
})
