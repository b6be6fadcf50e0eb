import { appendFileSync } from 'node:fs'

/** How long a crash suite goes on, and what makes its random moments repeatable. */
export interface Soak {
  readonly cycles: number
  readonly seed: number
}

/** One of many: does something at a random moment and says what is wrong afterwards, a sentence each. */
export type Cycle = (random: () => number, number: number) => Promise<readonly string[]>

const SHOWN = 10

/** `npm run soak` runs this, which has an hour. */
export function isSoaking(): boolean {
  return process.env['AYS_SOAK_CYCLES'] !== undefined
}

/** So many cycles, or as many as `npm run soak` asks for. */
export function soakOf(seed: number, cycles = 20): Soak {
  return {
    cycles: Number(process.env['AYS_SOAK_CYCLES'] ?? cycles),
    seed: Number(process.env['AYS_SOAK_SEED'] ?? seed),
  }
}

/** Goes through all cycles, tells how they ended, and answers with the first faults. */
export async function runCycles(suite: string, soak: Soak, cycle: Cycle): Promise<string[]> {
  const random = randomOf(soak.seed)
  const faults: string[] = []
  for (let number = 0; number < soak.cycles; number++) {
    const found = await cycle(random, number).catch((error: unknown) => {
      // What ends a suite early counts, too.
      reportSoak(suite, { ...soak, cycles: number + 1 }, faults.length + 1)
      throw error
    })
    faults.push(...found.map((fault) => `cycle ${number} of seed ${soak.seed}: ${fault}`))
    tell({ suite, done: number + 1, of: soak.cycles, failures: faults.length })
  }
  reportSoak(suite, soak, faults.length)
  return faults.slice(0, SHOWN)
}

/** Tells `npm run soak` how a suite ended: a line of docs/reliability.md. */
export function reportSoak(suite: string, { cycles, seed }: Soak, failures: number): void {
  tell({ suite, seed, cycles, failures })
}

function tell(what: object): void {
  const file = process.env['AYS_SOAK_REPORT']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(what)}\n`)
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
