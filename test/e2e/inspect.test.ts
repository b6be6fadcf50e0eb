import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connectDebugger } from '../../packages/executor/test/support/debugger.ts'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import type { CliProcess } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const SITE = 'cell__a:\ncell__b:\n'

let journal: Journal
let repository: TempRepository

beforeEach(async () => {
  journal = await openJournal()
  const templates = {
    cell: {
      actions: journal.actions(['install', 'check']),
      actor: 'actions:\n  install:\n    timeout: 5s\n',
    },
    gate: {
      actions: journal.actions(
        [],
        `export const install = async (context) => {
          _do('install', context)
          await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
        }`,
      ),
    },
  }
  repository = await createRepository({ templates, blueprints: { 'site.yaml': SITE } })
})

afterEach(async () => {
  await repository[Symbol.asyncDispose]()
  await journal[Symbol.asyncDispose]()
})

/** The URL that the command prints, with whom it is for. */
async function inspector(cli: CliProcess): Promise<{ readonly who: string; readonly url: string }> {
  const line = /^(.+) waits for a debugger: (ws:\S+)$/m
  await expect.poll(() => cli.stderr(), { timeout: 40_000 }).toMatch(line)
  const [, who = '', url = ''] = line.exec(cli.stderr()) ?? []
  return { who, url }
}

/** What an editor does when it attaches. */
async function attach(url: string): Promise<void> {
  await using tool = await connectDebugger(url)
  await tool.send('Runtime.enable')
  await tool.send('Runtime.runIfWaitingForDebugger')
}

describe('--inspect', () => {
  it('without a value: the first job waits for a debugger past its deadline; the others go on', async () => {
    const cli = repository.start('apply', '--yes', '--inspect')
    const { who, url } = await inspector(cli)
    expect(who).toBe('cell!a install')
    await expect.poll(() => journal.lines(), { timeout: 20_000 }).toEqual(['cell!b install'])
    await new Promise((resolve) => setTimeout(resolve, 6000))
    await attach(url)
    expect(await cli.result).toMatchObject({ exitCode: 0 })
    expect(await journal.lines()).toEqual(['cell!b install', 'cell!a install'])
    const { stdout } = await repository.ays('run', 'logs')
    expect(stdout).not.toContain('ebugger')
  })

  it('with a job: that one waits; with --json the URL is on stderr, the document alone on stdout', async () => {
    await repository.ays('apply', '--yes')
    const cli = repository.start('do', 'check', '--yes', '--json', '--inspect=cell!b:check')
    const { url } = await inspector(cli)
    await expect.poll(() => journal.lines()).toContain('cell!a check')
    await attach(url)
    const result = await cli.result
    expect(documentOf(result, 'report').run).toMatchObject({ state: 'ok', jobs: { ok: 2 } })
  })

  it('of a job that nobody planned is refused before anything is changed', async () => {
    for (const [job, code] of [
      ['cell!zzz:install', 'AYS_USAGE'],
      ['cell!a:fly', 'AYS_USAGE'],
      ['cell', 'AYS_NAME_INVALID'],
    ] as const) {
      const result = await repository.ays('apply', '--yes', '--json', `--inspect=${job}`)
      expect(result.exitCode).toBe(2)
      expect(documentOf(result, 'failure').error.code).toBe(code)
    }
    expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
  })

  it('works for a second terminal, whose job runs in the process of the first', async () => {
    await repository.write('blueprints/site.yaml', 'gate__g:\n')
    await repository.write('blueprints/_other.yaml', SITE)
    const first = repository.start('apply', '--yes')
    await expect.poll(() => journal.lines(), { timeout: 40_000 }).toEqual(['gate!g install'])
    const second = repository.start('apply', 'blueprints/_other.yaml', '--yes', '--inspect=cell!b')
    const { who, url } = await inspector(second)
    expect(who).toBe('cell!b install')
    await attach(url)
    expect(await second.result).toMatchObject({ exitCode: 0 })
    process.kill(first.pid, 'SIGINT')
    await first.result
  })

  it('with Ctrl-C while it waits ends the run', async () => {
    const cli = repository.start('apply', '--yes', '--inspect')
    await inspector(cli)
    process.kill(cli.pid, 'SIGINT')
    expect(await cli.result).toMatchObject({ exitCode: 130 })
  })

  it('leaves nobody waiting after kill -9 of the command', async () => {
    const cli = repository.start('apply', '--yes', '--inspect')
    const { url } = await inspector(cli)
    await cli.kill()
    const isThere = () =>
      connectDebugger(url).then(
        (tool) => tool[Symbol.asyncDispose](),
        () => 'gone',
      )
    await expect.poll(isThere, { timeout: 20_000 }).toBe('gone')
  })
})

it('--inspect says why it cannot be where actions share the process of AYS', async () => {
  const inline = {
    executor: 'inline',
    templates: { cell: { actions: journal.actions(['install']) } },
  }
  await using other = await createRepository({ ...inline, blueprints: { 'site.yaml': SITE } })
  const result = await other.ays('apply', '--yes', '--inspect')
  expect(result).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('executor inline') })
  expect(await journal.lines()).toEqual([])
})
