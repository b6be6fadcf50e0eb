import { distance } from 'fastest-levenshtein'

/** The known word that `word` is most likely a slip of; nothing when none is near. */
function closest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    if (edits < least) [best, least] = [candidate, edits]
  }
  return best
}

/** `Did you mean "x"?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const near = closest(word, known)
  return near === undefined ? undefined : `Did you mean "${near}"?`
}
