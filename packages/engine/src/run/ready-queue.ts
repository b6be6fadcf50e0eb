import type { Limit } from './slots.ts'

/** Jobs under the same limits, in the order in which they came. */
interface Lane {
  readonly limits: readonly Limit[]
  readonly jobs: { readonly number: number; readonly turn: number }[]
  /** How many of them have left. */
  head: number
}

/**
 * Jobs that may start, first come, first served. One that its limits hold back keeps its turn, and lets
 * pass only those under other limits.
 */
export class ReadyQueue {
  readonly #lanes = new Map<string, Lane>()
  #turns = 0
  #size = 0

  get size(): number {
    return this.#size
  }

  push(number: number, limits: readonly Limit[]): void {
    const key = limits.map(({ name }) => name).join('\n')
    const lane = this.#lanes.get(key) ?? { limits, jobs: [], head: 0 }
    this.#lanes.set(key, lane)
    lane.jobs.push({ number, turn: this.#turns++ })
    this.#size += 1
  }

  /** Takes out the first job for which `take` gets its places; undefined when there is none. */
  shift(take: (limits: readonly Limit[]) => boolean): number | undefined {
    const open = [...this.#lanes.values()].filter(isOpen)
    const lanes = open.length > 1 ? open.toSorted((a, b) => turnOf(a) - turnOf(b)) : open
    const lane = lanes.find(({ limits }) => take(limits))
    if (!lane) return undefined
    const number = lane.jobs[lane.head++]?.number
    this.#size -= 1
    if (!isOpen(lane)) {
      lane.jobs.length = 0
      lane.head = 0
    }
    return number
  }
}

function isOpen({ jobs, head }: Lane): boolean {
  return head < jobs.length
}

function turnOf({ jobs, head }: Lane): number {
  return jobs[head]?.turn ?? 0
}
