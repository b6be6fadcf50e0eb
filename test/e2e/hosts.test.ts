import { execFileSync } from 'node:child_process'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sshd, startSshd } from '../../plugins/host-ssh/test/sshd.ts'
import { chosenStore, pluginFolder } from '../harness/chosen-store.ts'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { blocksOf } from '../harness/markdown-blocks.ts'
import { runCli } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const plugin = pluginFolder('host-ssh')

let sshd: Sshd
/** Where `ays plugins` keeps what it knows. */
let data: string
let journal: Journal

beforeAll(async () => {
  sshd = await startSshd()
  data = await mkdtemp(path.join(tmpdir(), 'ays-plugins-'))
  for (const folder of [plugin, ...chosenStore().plugins]) {
    await runCli(['plugins', 'link', folder, '--no-install'], { env: env() })
  }
})

afterAll(async () => {
  await sshd[Symbol.asyncDispose]()
  await rm(data, { recursive: true, force: true })
})

beforeEach(async () => {
  journal = await openJournal()
})

afterEach(() => journal[Symbol.asyncDispose]())

const env = () => ({ AYS_DATA_DIR: data })

interface Site {
  /** What getExecutor says otherwise. */
  readonly described?: object
  readonly executor?: string
}

/** A machine, a group on it, and in that an app, whose `install` is this code. */
function repositoryOf(install: string, { described = {}, executor = 'process' }: Site = {}) {
  const description = { ...sshd.description, host: '', ...described }
  return createRepository(
    {
      executor,
      templates: {
        node: {
          schema: 'addr = type:str\n',
          actions: `export const install = async ({ exec }) => { ${WHERE} }
            export const getExecutor = ({ service }) =>
              ({ ...${JSON.stringify(description)}, host: service.data.addr })`,
        },
        group: {
          schema: 'node = type:str parent:node\n',
          actions: 'export const install = () => {}',
        },
        app: {
          schema: 'group = type:str parent:group\n',
          actions: journal.actions(
            [],
            `export const install = async (context) => {
            const { exec } = context
            ${install}
          }`,
          ),
        },
      },
      blueprints: {
        'site.yaml': 'node__n:\n  addr: 127.0.0.1\ngroup__g:\n  node: n\napp__a:\n  group: g\n',
      },
    },
    env(),
  )
}

/** Says whether it was sshd that started the program. */
const WHERE = `await exec('sh', ['-c', 'printenv SSH_CONNECTION || echo here'])`
const SLEEP = `await exec('sh', ['-c', 'echo $$; exec sleep 600'])`

describe('exec below a service whose getExecutor describes a host of kind ssh', () => {
  it.each(['process', 'inline'])(
    'runs there with executor: %s, its output in the log of the job',
    async (executor) => {
      await using repository = await repositoryOf(WHERE, { executor })
      expect(await repository.ays('apply', '--yes')).toMatchObject({ exitCode: 0 })
      const texts = (await logs(repository)).map(({ text }) => text.trim())
      expect(texts).toEqual(['here', expect.stringMatching(/^127\.0\.0\.1 \d+ 127\.0\.0\.1 \d+$/)])
    },
  )

  it.each(['SIGINT', 'SIGKILL'] as const)('is gone after %s of the command', async (signal) => {
    await using repository = await repositoryOf(SLEEP)
    const cli = repository.start('apply', '--yes', '--log-level', 'info')
    const pid = await pidOf(repository)
    process.kill(cli.pid, signal)
    await cli.result
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
  })

  it('lives on with detach, when everything of AYS has ended', async () => {
    const start = `const { pid } = await exec('sleep', ['600'], { detach: true })
      context.log.info(String(pid))`
    await using repository = await repositoryOf(start)
    expect(await repository.ays('apply', '--yes')).toMatchObject({ exitCode: 0 })
    const pid = await pidOf(repository)
    expect(isAlive(pid)).toBe(true)
    process.kill(pid, 'SIGKILL')
  })
})

it('the example of the guide does what the guide says', async () => {
  const guide = await readFile(new URL('../../docs/guides/hosts.md', import.meta.url), 'utf8')
  await using repository = await createRepository({}, env())
  for (const { info, text } of blocksOf(guide)) {
    if (info[0]?.startsWith('templates/')) await repository.write(info[0], text)
  }
  const { host, user, port, identityFile: key } = sshd.description
  const known = repository.folder + '/known'
  const root = repository.folder + '/blog'
  const blueprint = {
    node__one: { host, user, port, key, known },
    site__blog: { node: 'one', root },
  }
  await repository.write('blueprints/site.yaml', JSON.stringify(blueprint))
  const applied = await repository.ays('apply', '--yes', '--log-level', 'info')
  expect(applied.stderr).toContain(`site!blog install | installed on ${hostname()}`)
  expect(await readFile(path.join(root, 'index.html'), 'utf8')).toBe('Hello\n')
  expect(await readFile(known, 'utf8')).toContain(' ssh-ed25519 ')
  expect(await repository.ays('destroy', '--yes')).toMatchObject({ exitCode: 0 })
  await expect(access(root)).rejects.toThrow('ENOENT')
})

describe('the error of exec on a host', () => {
  it('tells who is not reached, and no secret', async () => {
    const described = { port: 1, options: { SetEnv: 'TOKEN=hush' } }
    // Put together when it runs: errors show the lines of the source.
    const install = `const secret = 'hu' + 'sh'
      await exec('true', [secret], { env: { TOKEN: secret }, input: secret })`
    await using repository = await repositoryOf(install, { described })
    const applied = await repository.ays('apply', '--yes')
    expect(applied.exitCode).toBe(1)
    expect(applied.stdout).toContain('ssh does not reach 127.0.0.1')
    const shown = await repository.ays('run', 'show', '--json')
    const logged = await repository.ays('run', 'logs', '--json')
    for (const { stdout, stderr } of [applied, shown, logged]) {
      expect(stdout + stderr).not.toContain('hush')
    }
  })

  it('names the kind that no plugin brings, and how to get it', async () => {
    await using repository = await repositoryOf(WHERE, { described: { kind: 'carrier-pigeon' } })
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(1)
    expect(await errorOf(repository)).toMatchObject({
      code: 'AYS_JOB_FAILED',
      cause: {
        code: 'AYS_HOST_INVALID',
        message: expect.stringContaining('"carrier-pigeon"'),
        hint: expect.stringContaining('ays plugins install'),
      },
    })
  })
})

async function logs(repository: TempRepository) {
  return documentOf(await repository.ays('run', 'logs', '--json'), 'logs')
}

/** What a job has logged as a pid. */
async function pidOf(repository: TempRepository): Promise<number> {
  let pid = 0
  const look = async () => {
    pid = Number((await logs(repository)).find(({ text }) => /^\d+$/.test(text.trim()))?.text ?? 0)
    return pid
  }
  await expect.poll(look, { timeout: 40_000 }).toBeGreaterThan(0)
  return pid
}

async function errorOf(repository: TempRepository) {
  const { steps } = documentOf(await repository.ays('run', 'show', '--json'), 'run')
  return steps.flat().find(({ state }) => state === 'error')?.error
}

/** A zombie is dead: only its parent has not been told. */
function isAlive(pid: number): boolean {
  try {
    const options = { encoding: 'utf8' } as const
    return !execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], options).startsWith('Z')
  } catch {
    return false
  }
}
