import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ControlMessage } from './protocol.ts'
import {
  DRAIN_LIMIT,
  killGroup,
  START_LIMIT,
  type WorkerExit,
  type WorkerHandle,
} from './worker-handle.ts'

/** A worker process that leads a process group of its own. */
export class ProcessHandle implements WorkerHandle {
  output: WorkerHandle['output'] = () => undefined
  readonly gone: Promise<WorkerExit>
  readonly #child: ChildProcess

  constructor(child: ChildProcess) {
    this.#child = child
    const late = setTimeout(() => this.kill(), START_LIMIT)
    child.once('message', () => clearTimeout(late))
    child.once('spawn', () => this.#listen())
    this.gone = this.#end().finally(() => clearTimeout(late))
  }

  get id(): number | undefined {
    return this.#child.pid
  }

  send(message: ControlMessage): void {
    if (this.#child.connected) this.#child.send(message)
  }

  /** Programs are in the group of the worker. */
  program(): void {}

  kill(): void {
    if (this.#child.pid !== undefined) killGroup(this.#child.pid)
  }

  #listen(): void {
    const { stdout, stderr } = this.#child
    stdout?.setEncoding('utf8').on('data', (text: string) => this.output('stdout', text))
    stderr?.setEncoding('utf8').on('data', (text: string) => this.output('stderr', text))
  }

  async #end(): Promise<WorkerExit> {
    const child = this.#child
    const drained = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
    // However it ended: what it started must not outlive it, nor hold its pipes open.
    this.kill()
    await Promise.race([drained, sleep(DRAIN_LIMIT, undefined, { ref: false })])
    return { exitCode: child.exitCode, signal: child.signalCode }
  }
}
