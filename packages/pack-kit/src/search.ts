import * as fc from 'fast-check'
import type { Cast } from './cast.ts'
import type { Never } from './life.ts'

/** What a cast says of a promise. */
export interface Verdict {
  /** Why it says nothing: the service never was. */
  readonly never?: Never | undefined
  /** How the promise was broken. */
  readonly fault?: string | undefined
}

/** What was found out with random casts. */
export interface Finding {
  /** How many of them said something. */
  readonly tried: number
  /** Why the last of the others did not. */
  readonly never?: Never
  /** The smallest that breaks the promise. */
  readonly broken?: { readonly cast: Cast; readonly fault: string }
}

export interface SearchOptions {
  readonly seed: number
  /** How many casts at least say something, unless most of them do not. */
  readonly runs: number
}

/** How many smaller casts are tried for one that breaks a promise, and for how many milliseconds: each runs its actions. */
const SMALLER = { casts: 100, time: 60_000 }
/** How many casts may say nothing for each that shall say something. */
const SKIPS = 4

/** Looks for a cast that breaks a promise, then for the smallest. What `judge` throws is thrown. */
export async function search(
  casts: fc.Arbitrary<Cast>,
  judge: (cast: Cast) => Promise<Verdict>,
  { seed, runs }: SearchOptions,
): Promise<Finding> {
  let finding: Finding = { tried: 0 }
  let left = SMALLER.casts
  let until = Infinity
  const thrown: unknown[] = []
  const property = fc.asyncProperty(casts, async (cast) => {
    if (thrown.length > 0 || left <= 0 || Date.now() > until) return
    if (finding.broken) left -= 1
    const { never, fault } = await judge(cast).catch((error: unknown): Verdict => {
      thrown.push(error)
      return { fault: 'it threw' }
    })
    if (never) finding = { ...finding, never }
    fc.pre(never === undefined)
    finding = { ...finding, tried: finding.tried + 1 }
    if (fault === undefined) return
    if (!finding.broken) until = Date.now() + SMALLER.time
    finding = { ...finding, broken: { cast, fault } }
    throw new Error(fault)
  })
  await fc.check(property, { seed, numRuns: runs, maxSkipsPerRun: SKIPS })
  if (thrown.length > 0) throw thrown[0]
  return finding
}
