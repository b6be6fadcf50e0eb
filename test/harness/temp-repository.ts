import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chosenStore } from './chosen-store.ts'
import {
  type CliOptions,
  type CliProcess,
  type CliResult,
  endGroup,
  runCli,
  startCli,
} from './run-cli.ts'
import { type Exchange, runTerminal, type TerminalResult } from './run-terminal.ts'

/** A template as texts. */
export interface TemplateFiles {
  /** schema.hrd. */
  readonly schema?: string
  /** actions.ts. */
  readonly actions?: string
  /** actor.yaml. */
  readonly actor?: string
}

/** A repository as plain data. */
export interface RepositoryFiles {
  /** Of ays.yaml; when absent, what AYS_STORE names, or else the default of AYS (LevelDB in .ays/db). */
  readonly store?: string
  readonly executor?: string
  readonly packs?: readonly string[]
  readonly templates?: Readonly<Record<string, TemplateFiles>>
  /** File name below blueprints/ to text. */
  readonly blueprints?: Readonly<Record<string, string>>
}

/** A real repository in a folder of its own, gone with everything its CLI started when disposed. */
export interface TempRepository extends AsyncDisposable {
  readonly folder: string
  /** As ays.yaml says. */
  readonly id: string
  /** Writes a file below the folder, making its parents. */
  write(file: string, text: string): Promise<void>
  remove(file: string): Promise<void>
  ays(...args: string[]): Promise<CliResult>
  start(...args: string[]): CliProcess
  /** As {@link runTerminal}, here. */
  terminal(args: readonly string[], exchanges?: readonly Exchange[]): Promise<TerminalResult>
}

/** Writes the files; nothing of AYS runs. Its CLI is given `env`, too. */
export async function createRepository(
  files: RepositoryFiles = {},
  env: CliOptions['env'] = {},
): Promise<TempRepository> {
  // The real path: on some systems the temporary folder is a link, and diagnostics name what is real.
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'ays-test-')))
  const id = randomUUID()
  const { url, env: found } = chosenStore()
  const chosen = url === undefined ? files : { store: url, ...files }
  for (const [file, text] of Object.entries(repositoryTexts(id, chosen))) {
    await writeText(path.join(folder, file), text)
  }
  return open(folder, id, { ...found, ...env })
}

function open(folder: string, id: string, env: CliOptions['env'] = {}): TempRepository {
  const started: CliProcess[] = []
  return {
    folder,
    id,
    write: (file, text) => writeText(path.join(folder, file), text),
    remove: (file) => rm(path.join(folder, file), { recursive: true }),
    ays: (...args) => runCli(args, { cwd: folder, env }),
    start(...args) {
      const cli = startCli(args, { cwd: folder, env })
      started.push(cli)
      return cli
    },
    terminal: (args, exchanges = []) => runTerminal(args, exchanges, { cwd: folder, env }),
    async [Symbol.asyncDispose]() {
      for (const { pid } of started) endGroup(pid)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function repositoryTexts(id: string, files: RepositoryFiles): Record<string, string> {
  const settings = {
    id,
    store: files.store,
    executor: files.executor,
    packs: files.packs,
  }
  const texts: Record<string, string> = { 'ays.yaml': toYaml(settings) }
  for (const [name, template] of Object.entries(files.templates ?? {})) {
    const folder = `templates/${name}`
    texts[`${folder}/schema.hrd`] = template.schema ?? ''
    if (template.actions !== undefined) texts[`${folder}/actions.ts`] = template.actions
    if (template.actor !== undefined) texts[`${folder}/actor.yaml`] = template.actor
  }
  for (const [name, text] of Object.entries(files.blueprints ?? {})) {
    texts[`blueprints/${name}`] = text
  }
  return texts
}

/** JSON is YAML, one key a line. */
function toYaml(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('')
}

async function writeText(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text)
}
