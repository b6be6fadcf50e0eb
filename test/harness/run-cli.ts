import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { checkDocument } from './document-schemas.ts'

/** How an `ays …` ended and what it wrote. */
export interface CliResult {
  readonly args: readonly string[]
  /** -1 when a signal ended it. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** stdout as the one JSON document that --json promises; throws when it is none, or not as its schema says. */
  json(): unknown
}

export interface CliOptions {
  readonly cwd?: string
  /** Added to PATH, HOME and TMPDIR; nothing else of this process is passed on. */
  readonly env?: Readonly<Record<string, string>>
}

/** A running `ays …`, in a process group of its own. */
export interface CliProcess {
  readonly pid: number
  readonly result: Promise<CliResult>
  /** What it wrote to stderr so far. */
  stderr(): string
  /** kill -9 of the CLI itself, not of its workers; resolves when it is gone. */
  kill(): Promise<void>
}

const bin = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@ays/cli/package.json')),
  'bin/run.cjs',
)

/** Runs the built CLI to its end, without a terminal. */
export async function runCli(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const cli = startCli(args, options)
  try {
    return await cli.result
  } finally {
    endGroup(cli.pid)
  }
}

/** What to start for an `ays …`, and with which environment. */
export function cliCommand(
  args: readonly string[],
  options: CliOptions,
): { readonly command: readonly string[]; readonly env: NodeJS.ProcessEnv } {
  if (!existsSync(path.join(path.dirname(bin), '../dist/main.cjs'))) {
    throw new Error('the CLI is not built: run `npm run build` first')
  }
  return { command: [process.execPath, bin, ...args], env: environment(options.env) }
}

/** Starts the built CLI without a terminal. Whoever starts one ends it: await its result, or kill it. */
export function startCli(args: readonly string[], options: CliOptions = {}): CliProcess {
  const {
    command: [program = '', ...rest],
    env,
  } = cliCommand(args, options)
  const child = spawn(program, rest, {
    cwd: options.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const result = collect(args, child)
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  return {
    pid: child.pid ?? -1,
    result,
    stderr: () => said,
    async kill() {
      child.kill('SIGKILL')
      await exited(child)
    },
  }
}

/** Ends what an ended or killed CLI left in its group. */
export function endGroup(pid: number): void {
  signalGroup(pid, 'SIGKILL')
}

function environment(added: CliOptions['env'] = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env
  return { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), NO_COLOR: '1', ...added }
}

async function collect(args: readonly string[], child: ChildProcess): Promise<CliResult> {
  if (!child.stdout || !child.stderr) throw new Error('no pipes')
  const [stdout, stderr, exitCode] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exited(child),
  ])
  return { args, exitCode, stdout, stderr, json: () => parse({ args, exitCode, stdout, stderr }) }
}

function exited(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? -1)
    child.once('error', reject)
    child.once('exit', (code) => {
      resolve(code ?? -1)
    })
  })
}

function parse({ args, exitCode, stdout, stderr }: Omit<CliResult, 'json'>): unknown {
  let document: unknown
  try {
    document = JSON.parse(stdout)
  } catch (cause) {
    const wrote = `stdout:\n${stdout}\nstderr:\n${stderr}`
    throw new Error(`ays ${args.join(' ')} (exit ${exitCode}) wrote no JSON\n${wrote}`, { cause })
  }
  checkDocument(args, document)
  return document
}

/** False when the group has no process any more. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}
