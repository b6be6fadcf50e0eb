import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  AysError,
  type ExecOptions,
  type ExecResult,
  formatDuration,
  type ProgramJob,
} from '@ays/core'
import type { Result } from 'execa'
import { ProgramGroup } from './program-group.ts'

/** How much of stderr the error of a program holds, characters. */
const TAIL = 2000

/**
 * Runs a program with its arguments as they are; what it prints goes to the job line by line.
 * AYS_JOB_FAILED when it cannot start, exits with a code that is neither 0 nor in `accept`, or takes
 * longer than `timeout`. With `detach` it returns as soon as the program runs, and nothing ends it.
 */
export function runProgram(
  job: ProgramJob,
  command: string,
  args: readonly string[] = [],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return options.detach
    ? runDetached(command, args, options)
    : runAttached(job, command, args, options)
}

async function runAttached(
  job: ProgramJob,
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const { cwd, env, input, timeout } = options
  const signal = options.signal ? AbortSignal.any([job.signal, options.signal]) : job.signal
  const hear = (from: 'stdout' | 'stderr') =>
    function* (line: unknown) {
      job.print(from, `${String(line)}\n`)
      yield line
    }
  signal.throwIfAborted()
  // Loaded here: most actions run no program, and whoever runs none starts faster.
  const { execa } = await import('execa')
  const program = execa(command, args, {
    reject: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    stdout: hear('stdout'),
    stderr: hear('stderr'),
    detached: true,
  })
  const { pid = 0 } = program
  if (pid > 0) job.program?.(pid, true)
  const ending = await endOf(program, signal, timeout)
  if (pid > 0) job.program?.(pid, false)
  signal.throwIfAborted()
  assertAccepted(job.title ?? command, ending, options)
  const { exitCode = 0, stdout, stderr } = ending.result
  return { exitCode, stdout, stderr, pid }
}

/** How a program ended. */
interface Ending<R> {
  readonly result: R
  /** It took too long. */
  readonly late: boolean
}

async function endOf<R>(
  program: Pick<ChildProcess, 'pid' | 'once' | 'stdout' | 'stderr'> & PromiseLike<R>,
  signal: AbortSignal,
  timeout: number | undefined,
): Promise<Ending<R>> {
  const group = new ProgramGroup(program)
  const end = () => group.end()
  let late = false
  const expire = () => {
    late = true
    end()
  }
  const timer = timeout === undefined ? undefined : setTimeout(expire, timeout)
  signal.addEventListener('abort', end)
  try {
    return { result: await program, late }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    group[Symbol.dispose]()
  }
}

/** Leads a session of its own, so that whoever ends the job's process group does not reach it. */
async function runDetached(
  command: string,
  args: readonly string[],
  { cwd = '.', env = {}, output }: ExecOptions,
): Promise<ExecResult> {
  const file = output === undefined ? undefined : openSync(resolve(cwd, output), 'a')
  const printed = file ?? 'ignore'
  try {
    const program = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', printed, printed],
      detached: true,
    })
    await once(program, 'spawn')
    program.unref()
    return { exitCode: 0, stdout: '', stderr: '', pid: program.pid ?? 0 }
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause)
    const details = { command }
    const summary = `${command} could not be started: ${text}`
    throw new AysError('AYS_JOB_FAILED', summary, { cause, details })
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

type Ended = Ending<
  Pick<Result, 'exitCode' | 'failed' | 'signal' | 'originalMessage' | 'stderr' | 'cause'>
>

function assertAccepted(command: string, ending: Ended, options: ExecOptions): void {
  const { result, late } = ending
  const { exitCode, failed, signal, cause } = result
  const accepted = !failed || (exitCode !== undefined && options.accept?.includes(exitCode))
  if (accepted && !late) return
  const stderr = typeof result.stderr === 'string' ? result.stderr.slice(-TAIL) : ''
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  const text = `${command} ${explain(ending, options)}${last === '' ? '' : `: ${last}`}`
  // Neither the arguments nor the environment: both may hold secrets.
  throw new AysError('AYS_JOB_FAILED', text, {
    cause,
    details: {
      command,
      // Of one that was ended it says nothing.
      exitCode: late ? null : (exitCode ?? null),
      signal: signal ?? null,
      stderr,
    },
  })
}

function explain({ result, late }: Ended, { timeout = 0 }: ExecOptions): string {
  if (late) return `took longer than ${formatDuration(timeout)}`
  if (result.exitCode !== undefined) return `exited with code ${result.exitCode}`
  if (result.signal !== undefined) return `was ended by ${result.signal}`
  return `could not be started: ${result.originalMessage ?? 'no reason known'}`
}
