/** One word of the tags of a field, without its quotes. */
export interface Token {
  /** Lower case; absent for a label, which is a word without colon. */
  readonly key?: string
  /** What follows the first colon that is not quoted; of a label the whole word. */
  readonly value: string
  /** Some part of it was quoted. */
  readonly quoted: boolean
  /** Counts from 1. */
  readonly column: number
}

/** Stand for characters between quotes. Unicode promises that no text has them. */
const QUOTE = '\uFDD0'
const BLANK = '\uFDD1'
const COLON = '\uFDD2'

/**
 * Splits what follows the `=` of a line into words, as AYS 8.1 did: white space separates; single
 * quotes protect blanks (no tabs) and colons, and vanish; one without partner is a character.
 */
export function tokenize(line: string, from: number): Token[] {
  const marked = line.slice(from).replaceAll(/'([^']*)'/g, (_, quoted: string) => {
    const inner = quoted.replaceAll(' ', BLANK).replaceAll(':', COLON)
    return QUOTE + inner + QUOTE
  })
  return [...marked.matchAll(/\S+/g)]
    .map(({ 0: word, index }) => toToken(word, from + index + 1))
    .filter(({ key, value }) => key !== undefined || value !== '')
}

/** A word that starts with a colon is a label. */
function toToken(word: string, column: number): Token {
  const quoted = word.includes(QUOTE)
  const bare = word.replaceAll(QUOTE, '')
  const colon = bare.indexOf(':')
  if (colon <= 0) return { value: unmark(bare), quoted, column }
  const key = unmark(bare.slice(0, colon)).toLowerCase()
  return { key, value: unmark(bare.slice(colon + 1)), quoted, column }
}

function unmark(text: string): string {
  return text.replaceAll(BLANK, ' ').replaceAll(COLON, ':')
}
