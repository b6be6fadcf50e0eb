import type { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { killGroup } from '../kill-group.ts'
import { PipeReader } from '../pipe-records.ts'
import { type ControlMessage, isWorkerMessage } from './protocol.ts'
import { Programs } from './programs.ts'
import {
  START_LIMIT,
  type WorkerExit,
  type WorkerHandle,
  type WorkerListener,
} from './worker-handle.ts'

/** How long what a dead worker wrote may take to arrive, milliseconds. */
const DRAIN_LIMIT = 1000

/** A worker process that leads a process group of its own. */
export class ProcessHandle implements WorkerHandle {
  readonly gone: Promise<WorkerExit>
  readonly #child: ChildProcess
  readonly #listener: WorkerListener
  /** Those that have begun and not ended; mostly one. */
  readonly #batches: number[] = []
  readonly #programs = new Programs()
  #dead = false

  constructor(child: ChildProcess, listener: WorkerListener) {
    this.#child = child
    this.#listener = listener
    const late = setTimeout(() => this.kill(), START_LIMIT)
    child.once('message', () => clearTimeout(late))
    child.on('message', (message) => this.#hear(message))
    child.once('spawn', () => {
      this.#read(child.stdout, 'stdout')
      this.#read(child.stderr, 'stderr')
    })
    this.gone = this.#end().finally(() => clearTimeout(late))
  }

  get dead(): boolean {
    return this.#dead
  }

  send(message: ControlMessage): void {
    if (this.#child.connected) this.#child.send(message)
  }

  program(pid: number, running: boolean): void {
    this.#programs.note(pid, running)
  }

  end(batch: number): void {
    this.#batches.splice(this.#batches.indexOf(batch), 1)
    if (this.#batches.length === 0) this.#flow(false)
  }

  kill(): void {
    if (this.#child.pid !== undefined) killGroup(this.#child.pid)
    this.#programs.kill()
  }

  #hear(message: unknown): void {
    if (!isWorkerMessage(message)) return
    if (message.type === 'begin') {
      this.#batches.push(message.batch)
      this.#flow(true)
    }
    this.#listener.message(message, this)
  }

  /** Between batches nobody hears the pipes; what is written then belongs to the next one. */
  #flow(on: boolean): void {
    for (const pipe of [this.#child.stdout, this.#child.stderr]) {
      if (on) pipe?.resume()
      else pipe?.pause()
    }
  }

  #read(pipe: Readable | null, from: 'stdout' | 'stderr'): void {
    const reader = new PipeReader(
      (record) => this.#hear(record),
      (text) => {
        const [oldest] = this.#batches
        if (oldest !== undefined) this.#listener.text(oldest, from, text)
      },
    )
    pipe?.setEncoding('utf8').on('data', (chunk: string) => reader.read(chunk))
    pipe?.pause()
  }

  async #end(): Promise<WorkerExit> {
    const child = this.#child
    const closed = new Promise((resolve) => child.once('close', resolve))
    const die = () => (this.#dead = true)
    child.once('exit', die).once('error', die)
    await new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
    // However it ended: what it started must not outlive it, nor hold its pipes open.
    this.kill()
    this.#flow(true)
    await Promise.race([closed, sleep(DRAIN_LIMIT, undefined, { ref: false })])
    return { exitCode: child.exitCode, signal: child.signalCode }
  }
}
