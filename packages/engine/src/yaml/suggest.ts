import { closest, distance } from 'fastest-levenshtein'

/** `Did you mean "image"?`, or nothing when no known name is near. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const best = closest(word, known)
  return distance(word, best) <= Math.max(1, Math.floor(word.length / 3))
    ? `Did you mean "${best}"?`
    : undefined
}
