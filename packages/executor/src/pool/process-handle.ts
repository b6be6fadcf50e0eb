import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { PipeReader } from '../pipe-records.ts'
import type { ControlMessage, EndMessage, EventMessage } from './protocol.ts'
import {
  killGroup,
  START_LIMIT,
  type WorkerExit,
  type WorkerHandle,
  type WorkerListener,
} from './worker-handle.ts'

/** How long the pipes of a dead worker may take to run dry, milliseconds. */
const DRAIN_LIMIT = 1000

/** A worker process that leads a process group of its own. */
export class ProcessHandle implements WorkerHandle {
  readonly gone: Promise<WorkerExit>
  readonly #child: ChildProcess
  #listener: WorkerListener | undefined

  constructor(child: ChildProcess) {
    this.#child = child
    const late = setTimeout(() => this.kill(), START_LIMIT)
    child.once('message', () => clearTimeout(late))
    child.once('spawn', () => {
      this.#read(child.stdout, 'stdout')
      this.#read(child.stderr, 'stderr')
    })
    this.gone = this.#end().finally(() => clearTimeout(late))
  }

  get id(): number | undefined {
    return this.#child.pid
  }

  listen(listener: WorkerListener | undefined): void {
    this.#listener = listener
    for (const pipe of [this.#child.stdout, this.#child.stderr]) {
      if (listener) pipe?.resume()
      else pipe?.pause()
    }
  }

  send(message: ControlMessage): void {
    if (this.#child.connected) this.#child.send(message)
  }

  /** Programs are in the group of the worker. */
  program(): void {}

  kill(): void {
    if (this.#child.pid !== undefined) killGroup(this.#child.pid)
  }

  #read(pipe: Readable | null, from: 'stdout' | 'stderr'): void {
    const reader = new PipeReader(
      (value) => {
        if (isMessage(value)) this.#listener?.message(value)
      },
      (text) => this.#listener?.text(from, text),
    )
    pipe?.setEncoding('utf8').on('data', (chunk: string) => reader.read(chunk))
    pipe?.pause()
  }

  async #end(): Promise<WorkerExit> {
    const child = this.#child
    const drained = new Promise((resolve) => child.once('close', resolve))
    await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
    // However it ended: what it started must not outlive it, nor hold its pipes open.
    this.kill()
    child.stdout?.resume()
    child.stderr?.resume()
    await Promise.race([drained, sleep(DRAIN_LIMIT, undefined, { ref: false })])
    return { exitCode: child.exitCode, signal: child.signalCode }
  }
}

function isMessage(value: unknown): value is EventMessage | EndMessage {
  return typeof value === 'object' && value !== null && 'type' in value && 'index' in value
}
