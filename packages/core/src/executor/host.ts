import { AysError } from '../errors/ays-error.ts'
import type { HostDescription } from './action.ts'
import type { RunProgram } from './executor.ts'

/** A machine on which actions run programs. */
export interface Host extends AsyncDisposable {
  /**
   * What exec() of an action does: arguments are never read by a shell; what is printed goes to the job in
   * lines while it runs; a program that is not detached ends with the signal of the job, with its worker and
   * when the connection is lost, and takes what it started along.
   * AYS_JOB_FAILED as exec() says; AYS_HOST_UNREACHABLE when the machine does not answer or lets nobody in.
   */
  readonly exec: RunProgram
}

/**
 * What the module of a host exports as `createHost`. It connects to nobody before the first program;
 * `local` runs programs on this machine, such as `ssh`. AYS_HOST_INVALID for a description it cannot read.
 */
export type HostFactory = (description: HostDescription, local: RunProgram) => Host

/** The host of kind `local`: this machine. */
export const createLocalHost: HostFactory = (_description, local) => ({
  exec: local,
  async [Symbol.asyncDispose]() {},
})

/** AYS_HOST_INVALID: what is wrong with a description. */
export function hostError(
  text: string,
  options: { cause?: unknown; hint?: string } = {},
): AysError {
  return new AysError('AYS_HOST_INVALID', text, options)
}
