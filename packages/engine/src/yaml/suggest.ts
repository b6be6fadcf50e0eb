import { distance } from 'fastest-levenshtein'

/** Shorter words begin too many names. */
const BEGINNING = 3

/** `Did you mean "image"?`, or nothing when no known name is near, or begins with the word. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  const meant = nearest(word, names) ?? longer(word, names)
  return meant === undefined ? undefined : `Did you mean "${meant}"?`
}

function longer(word: string, known: readonly string[]): string | undefined {
  if (word.length < BEGINNING) return undefined
  return known.find((name) => name.toLowerCase().startsWith(word.toLowerCase()))
}

function nearest(word: string, known: readonly string[]): string | undefined {
  const far = Math.max(1, Math.floor(word.length / 3)) + 1
  let [best, least] = ['', far]
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase())
    if (slips < least) [best, least] = [candidate, slips]
  }
  return least === far ? undefined : best
}

/** Two letters that changed places are one slip, although they are two edits. */
function slipsBetween(word: string, candidate: string): number {
  const edits = distance(word, candidate)
  return edits === 2 && sorted(word) === sorted(candidate) ? 1 : edits
}

function sorted(word: string): string {
  return Array.from(word).toSorted().join('')
}
