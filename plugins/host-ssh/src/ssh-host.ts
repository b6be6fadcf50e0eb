import {
  AysError,
  type ExecOptions,
  type ExecResult,
  type Host,
  type HostDescription,
  type HostFactory,
  isAysError,
  type ProgramJob,
  type RunProgram,
} from '@ays/core'
import { readTarget, type Target } from './read-target.ts'
import { detachedScript, REMOTE, runningScript, toInput } from './remote-script.ts'

/** How ssh says that it could not do its part. */
const SSH_FAILED = 255

/**
 * `{ kind: 'ssh', host, user?, port?, identityFile?, options? }`: every program is one call of the ssh of this
 * machine, with its settings and keys. It asks for nothing: what it needs to be let in must be there.
 */
export const createHost: HostFactory = (description, local) => new SshHost(description, local)

class SshHost implements Host {
  readonly #target: Target
  readonly #local: RunProgram

  constructor(description: HostDescription, local: RunProgram) {
    this.#target = readTarget(description)
    this.#local = local
  }

  readonly exec: RunProgram = (job, command, args = [], options = {}) =>
    options.detach
      ? this.#detach(job, command, args, options)
      : this.#run(job, command, runningScript(command, args, options), options)

  async [Symbol.asyncDispose](): Promise<void> {}

  /** Its pid is that on the host. */
  async #detach(
    job: ProgramJob,
    command: string,
    args: readonly string[],
    { accept: _accept, ...options }: ExecOptions,
  ): Promise<ExecResult> {
    const quiet = { ...job, print: () => undefined }
    const script = detachedScript(command, args, options)
    const { stdout } = await this.#run(quiet, command, script, options)
    return { exitCode: 0, stdout: '', stderr: '', pid: Number(stdout) }
  }

  async #run(
    job: ProgramJob,
    command: string,
    script: string,
    { input = '', accept, timeout, signal }: ExecOptions,
  ): Promise<ExecResult> {
    const options = {
      input: toInput(script) + input,
      ...(accept && { accept }),
      ...(timeout !== undefined && { timeout }),
      ...(signal && { signal }),
    }
    try {
      return await this.#local(
        { ...job, title: command },
        'ssh',
        [...this.#target.args, REMOTE],
        options,
      )
    } catch (error) {
      throw isAysError(error, 'AYS_JOB_FAILED') ? this.#explain(error) : error
    }
  }

  /** ssh passes on the exit code of the program, and says 255 when it could not. */
  #explain(error: AysError): AysError {
    if (error.details['exitCode'] !== SSH_FAILED) return error
    const said = String(error.details['stderr']).trim().split('\n').at(-1) ?? ''
    const { host, shown } = this.#target
    return new AysError('AYS_HOST_UNREACHABLE', `ssh does not reach ${host}: ${said}`, {
      cause: error,
      hint: `Try it by hand, with the same options: ssh ${shown} true`,
    })
  }
}
