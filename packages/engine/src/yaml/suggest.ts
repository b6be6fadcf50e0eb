import { distance } from 'fastest-levenshtein'

/** `Did you mean "image"?`, or nothing when no known name is near. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const far = Math.max(1, Math.floor(word.length / 3)) + 1
  let [best, least] = ['', far]
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase())
    if (slips < least) [best, least] = [candidate, slips]
  }
  return least === far ? undefined : `Did you mean "${best}"?`
}

/** Two letters that changed places are one slip, although they are two edits. */
function slipsBetween(word: string, candidate: string): number {
  const edits = distance(word, candidate)
  return edits === 2 && sorted(word) === sorted(candidate) ? 1 : edits
}

function sorted(word: string): string {
  return Array.from(word).toSorted().join('')
}
