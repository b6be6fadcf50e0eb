/** A job below this may share a message, milliseconds. */
const SHORT = 1
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
    const mean = this.#means.get(code)
    const next = duration >= SHORT || mean === undefined ? duration : blend(mean, duration)
    this.#means.set(code, next)
    this.#overall = blend(this.#overall ?? duration, duration)
  }

  /** How many of the waiting codes, from the first on, one message takes: at least one. */
  fit(codes: readonly string[], limit = BATCH_SIZE): number {
    let total = 0
    const end = codes.findIndex((code, index) => {
      const mean = this.#means.get(code)
      if (mean === undefined || mean >= SHORT) return true
      total += mean
      return total > BATCH_TIME || index >= Math.min(limit, BATCH_SIZE)
    })
    return Math.max(1, end < 0 ? codes.length : end)
  }

  /** How many of the jobs seen lately would share a message. */
  get batch(): number {
    const mean = this.#overall
    if (mean === undefined || mean >= SHORT) return 1
    return Math.min(BATCH_SIZE, Math.floor(BATCH_TIME / Math.max(mean, 0.01)))
  }
}

function blend(mean: number, value: number): number {
  return mean * (1 - WEIGHT) + value * WEIGHT
}
