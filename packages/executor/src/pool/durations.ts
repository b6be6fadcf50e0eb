/** A message holds no more work than this, milliseconds. */
const BATCH_TIME = 5
/** Nor more jobs than this. */
const BATCH_SIZE = 100
/** How much the last measurement counts. */
const WEIGHT = 0.3

/** How long the jobs of each code take, as measured. */
export class Durations {
  readonly #means = new Map<string, number>()
  #overall: number | undefined

  /** Notes one job. A long one is believed at once, a short one by and by. */
  note(code: string, duration: number): void {
    const mean = this.#means.get(code) ?? duration
    this.#means.set(code, duration >= BATCH_TIME ? duration : blend(mean, duration))
    this.#overall = blend(this.#overall ?? duration, duration)
  }

  /** How many of the waiting calls, from the first on, one message takes: at least one. */
  fit(waiting: readonly { readonly call: { readonly code: string } }[], limit: number): number {
    const most = Math.min(waiting.length, limit, BATCH_SIZE)
    let time = 0
    for (let size = 0; size < most; size++) {
      time += this.#means.get(waiting[size]?.call.code ?? '') ?? BATCH_TIME
      if (time >= BATCH_TIME) return Math.max(1, size)
    }
    return Math.max(1, most)
  }

  /** How many of the jobs seen lately would share a message. */
  get batch(): number {
    const fitting = Math.floor(BATCH_TIME / (this.#overall ?? BATCH_TIME))
    return Math.min(BATCH_SIZE, Math.max(1, fitting))
  }
}

function blend(mean: number, value: number): number {
  return mean * (1 - WEIGHT) + value * WEIGHT
}
