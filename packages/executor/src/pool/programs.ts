import { killGroup } from '../kill-group.ts'

/** The programs that a worker runs: its parent ends them when the worker cannot. */
export class Programs {
  readonly #leaders = new Set<number>()

  note(leader: number, running: boolean): void {
    if (running) this.#leaders.add(leader)
    else this.#leaders.delete(leader)
  }

  kill(): void {
    for (const leader of this.#leaders) killGroup(leader)
    this.#leaders.clear()
  }
}
