import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** Waits until there is a file named after its service; ends at once when it is asked to stop. */
const actions = `import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
export const install = async ({ service, attempt, log, progress, signal }) => {
  log.info('begins ' + service.name)
  progress(0.5, 'half way')
  writeFileSync('began-' + service.name + '-' + attempt, '')
  while (!existsSync('open-' + service.name)) await sleep(20, undefined, { signal })
  log.info('ends ' + service.name)
}
`

const CTRL_C = '\u0003'

describe('from a second terminal, on LevelDB', () => {
  let repository: TempRepository

  beforeEach(async () => {
    repository = await createRepository({
      store: 'level:.ays/db',
      templates: { gate: { schema: 'size = type:int default:1\n', actions } },
      blueprints: { 'a.yaml': 'gate__a:\n', 'b.yaml': 'gate__b:\n' },
    })
  })

  afterEach(async () => {
    await repository[Symbol.asyncDispose]()
  })

  const began = async (name: string, attempt = 1) => {
    const file = path.join(repository.folder, `began-${name}-${attempt}`)
    while (!existsSync(file)) await sleep(20)
  }
  const open = async (name: string) => {
    await repository.write(`open-${name}`, '')
    return ''
  }
  const apply = (name: string) =>
    repository.start('apply', `blueprints/${name}.yaml`, '--yes', '--json')

  it('run logs -f prints what a job says while it runs, and ends with the run', async () => {
    const first = apply('a')
    await began('a')
    const followed = await repository.terminal(
      ['run', 'logs', '-f'],
      [['begins a', () => open('a')]],
    )
    expect(followed).toMatchObject({ exitCode: 0, screen: expect.stringMatching(/#0 ends a/) })
    expect((await first.result).exitCode).toBe(0)
  })

  it('Ctrl-C ends run logs -f, not the run', async () => {
    const first = apply('a')
    await began('a')
    const followed = await repository.terminal(['run', 'logs', '-f'], [['begins a', CTRL_C]])
    expect(followed.exitCode).toBe(130)
    await open('a')
    expect((await first.result).exitCode).toBe(0)
  })

  it('run watch shows the running jobs and the counts, moving, and then how it ended', async () => {
    const first = apply('a')
    await began('a')
    const watched = await repository.terminal(
      ['run', 'watch'],
      [['0/1 jobs, 1 running', () => open('a')]],
    )
    expect(watched.exitCode).toBe(0)
    expect(watched.screen).toContain('▸ gate!a install')
    expect(watched.screen).toContain('✓ gate!a install')
    expect(watched.screen).toContain('Done: 1 job ok')
    expect((await first.result).exitCode).toBe(0)
  })

  it('Ctrl-C of a command that only serves hands the run back: the other terminal goes on with it', async () => {
    const first = repository.terminal(
      ['apply', 'blueprints/a.yaml', '--yes', '--json'],
      [['Still serving', CTRL_C]],
    )
    await began('a')
    const second = apply('b')
    await began('b')
    await open('a')
    const { exitCode, screen } = await first
    expect(exitCode).toBe(130)
    expect(screen).toMatch(/"state": "ok"/)
    await began('b', 2)
    await open('b')
    const other = await second.result
    expect(other).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('going on with it'),
    })
    expect(other.json()).toMatchObject({
      changes: { created: 1, updated: 0, deleted: 0 },
      run: { state: 'ok' },
    })
  })
})
