import type { ChildProcess } from 'node:child_process'
import { killGroup } from './kill-group.ts'

/** How long a program that was asked to end may take before it is killed, milliseconds. */
const KILL_DELAY = 1000

/** A program and all that it starts: a process group of its own, which ends as a whole. */
export class ProgramGroup implements Disposable {
  readonly #leader: number
  #timer: NodeJS.Timeout | undefined
  #ending = false

  /** The program was started as the leader of a group. */
  constructor(program: Pick<ChildProcess, 'pid' | 'once'>) {
    this.#leader = program.pid ?? 0
    // Who lives on behind its leader would keep its pipes open.
    program.once('exit', () => {
      if (this.#ending) this.#kill()
    })
  }

  /** Asks the program to end; soon it is killed. */
  end(): void {
    if (this.#ending || this.#leader === 0) return
    this.#ending = true
    killGroup(this.#leader, 'SIGTERM')
    this.#timer = setTimeout(() => this.#kill(), KILL_DELAY)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }

  #kill(): void {
    clearTimeout(this.#timer)
    killGroup(this.#leader)
  }
}
