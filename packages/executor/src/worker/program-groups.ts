import { killGroup } from '../kill-group.ts'

/** More than any job runs at the same time; those beyond are not looked after when the parent dies. */
const SLOTS = 1024

/** The process groups of the programs that jobs of this worker run, where other threads see them, too. */
export class ProgramGroups {
  /** Leaders of groups; 0 is a free place. */
  readonly shared = new Int32Array(new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT))

  #count = 0

  /** A program leads a new group, or has ended. False when others of its group live on: it stays known. */
  note(leader: number, running: boolean): boolean {
    if (!running && killGroup(leader, 0)) return false
    const at = this.shared.indexOf(running ? 0 : leader)
    if (at < 0) return true
    this.shared[at] = running ? leader : 0
    this.#count += running ? 1 : -1
    return true
  }

  /** The job has ended: nothing that it started goes on, except what was detached. The leaders of the rest. */
  killAll(): number[] {
    if (this.#count === 0) return []
    const left = Array.from(this.shared).filter((leader) => leader > 0)
    for (const leader of left) killGroup(leader)
    this.shared.fill(0)
    this.#count = 0
    return left
  }
}
