import { appendFileSync } from 'node:fs'

/** How long a crash suite goes on, and what makes its random moments repeatable. */
export interface Soak {
  readonly cycles: number
  readonly seed: number
}

/** `npm run soak` runs this, which has hours. */
export function isSoaking(): boolean {
  return process.env['AYS_SOAK_CYCLES'] !== undefined
}

/** Twenty cycles, or as many as `npm run soak` asks for. */
export function soakOf(seed: number): Soak {
  return {
    cycles: Number(process.env['AYS_SOAK_CYCLES'] ?? 20),
    seed: Number(process.env['AYS_SOAK_SEED'] ?? seed),
  }
}

/** Tells `npm run soak` how a suite ended: a line of docs/reliability.md. */
export function reportSoak(suite: string, { cycles, seed }: Soak, failures: number): void {
  const file = process.env['AYS_SOAK_REPORT']
  if (file === undefined) return
  appendFileSync(file, `${JSON.stringify({ suite, seed, cycles, failures })}\n`)
}

/** Random numbers between 0 and 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
