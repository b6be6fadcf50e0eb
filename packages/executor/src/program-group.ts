import type { ChildProcess } from 'node:child_process'
import { killGroup } from './kill-group.ts'

/** How long a program that was asked to end may take before it is killed, milliseconds. */
const KILL_DELAY = 1000

/** How long what a killed program has printed may take to arrive, milliseconds. */
const DRAIN_LIMIT = 200

type Program = Pick<ChildProcess, 'pid' | 'once' | 'stdout' | 'stderr'>

/** A program and all that it starts: a process group of its own, which ends as a whole. */
export class ProgramGroup implements Disposable {
  readonly #program: Program
  #timer: NodeJS.Timeout | undefined
  #ending = false

  /** The program was started as the leader of a group. */
  constructor(program: Program) {
    this.#program = program
    // Who lives on behind its leader would keep its pipes open.
    program.once('exit', () => {
      if (this.#ending) this.#kill()
    })
  }

  /** Asks the program to end; soon it is killed. Its pipes are closed then, whoever else holds them. */
  end(): void {
    if (this.#ending || this.#program.pid === undefined) return
    this.#ending = true
    killGroup(this.#program.pid, 'SIGTERM')
    this.#timer = setTimeout(() => this.#kill(), KILL_DELAY)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }

  #kill(): void {
    const { pid, stdout, stderr } = this.#program
    if (pid !== undefined) killGroup(pid)
    clearTimeout(this.#timer)
    // Who has left the group lives on, and may never close them.
    this.#timer = setTimeout(() => {
      stdout?.destroy()
      stderr?.destroy()
    }, DRAIN_LIMIT)
  }
}
