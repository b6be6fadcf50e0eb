import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import {
  AysError,
  type ExecOptions,
  type ExecResult,
  formatDuration,
  type ProgramHost,
} from '@ays/core'
import type { Result } from 'execa'

/** How long a program that was asked to end may take before it is killed, milliseconds. */
const KILL_DELAY = 1000

/** How much of stderr the error of a program holds, characters. */
const TAIL = 2000

/**
 * Runs a program with its arguments as they are; what it prints goes to the host line by line.
 * AYS_JOB_FAILED when it cannot start, exits with a code that is neither 0 nor in `accept`, or takes
 * longer than `timeout`. With `detach` it returns as soon as the program runs, and nothing ends it.
 */
export function runProgram(
  host: ProgramHost,
  command: string,
  args: readonly string[] = [],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return options.detach
    ? runDetached(command, args, options)
    : runAttached(host, command, args, options)
}

async function runAttached(
  host: ProgramHost,
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<ExecResult> {
  const { cwd, env, input, timeout } = options
  const signal = options.signal ? AbortSignal.any([host.signal, options.signal]) : host.signal
  const hear = (from: 'stdout' | 'stderr') =>
    function* (line: unknown) {
      host.print(from, `${String(line)}\n`)
      yield line
    }
  // Loaded here: most actions run no program, and whoever runs none starts faster.
  const { execa } = await import('execa')
  const program = execa(command, args, {
    reject: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    stdout: hear('stdout'),
    stderr: hear('stderr'),
    // In a process it dies with the worker's group; a thread has none.
    detached: !isMainThread,
    cancelSignal: signal,
    forceKillAfterDelay: KILL_DELAY,
  })
  const { pid = 0 } = program
  if (pid > 0) host.program?.(pid, true)
  const result = await program
  if (pid > 0) host.program?.(pid, false)
  signal.throwIfAborted()
  assertAccepted(command, result, options)
  const { exitCode = 0, stdout, stderr } = result
  return { exitCode, stdout, stderr, pid }
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

type Ending = Pick<
  Result,
  'exitCode' | 'failed' | 'timedOut' | 'signal' | 'originalMessage' | 'stderr' | 'cause'
>

function assertAccepted(command: string, ending: Ending, options: ExecOptions): void {
  const { exitCode, failed, cause } = ending
  if (!failed || (exitCode !== undefined && options.accept?.includes(exitCode))) return
  const stderr = typeof ending.stderr === 'string' ? ending.stderr.slice(-TAIL) : ''
  const last = stderr.trimEnd().split('\n').at(-1) ?? ''
  const text = `${command} ${explain(ending, options)}${last === '' ? '' : `: ${last}`}`
  // Neither the arguments nor the environment: both may hold secrets.
  throw new AysError('AYS_JOB_FAILED', text, {
    cause,
    details: { command, exitCode: exitCode ?? null, signal: ending.signal ?? null, stderr },
  })
}

function explain(ending: Ending, { timeout = 0 }: ExecOptions): string {
  if (ending.timedOut) return `took longer than ${formatDuration(timeout)}`
  if (ending.exitCode !== undefined) return `exited with code ${ending.exitCode}`
  if (ending.signal !== undefined) return `was ended by ${ending.signal}`
  return `could not be started: ${ending.originalMessage ?? 'no reason known'}`
}
