/** One word of the tags of a field, its single quotes dropped. */
export interface Token {
  /** Lower case; absent for a label, which is a word without colon. */
  readonly key?: string
  /** What follows the first colon that is not quoted; of a label the whole word. */
  readonly value: string
  /** Some part of the value was quoted. */
  readonly quoted: boolean
  /** Counts from 1. */
  readonly column: number
}

interface Word {
  text: string
  colon: number
  quoted: boolean
  readonly column: number
}

/**
 * Splits what follows the `=` of a line into words, as AYS 8.1 did: white space separates, single
 * quotes protect blanks and colons and vanish, a quote without partner is an ordinary character.
 */
export function tokenize(line: string, from: number): Token[] {
  const words: Word[] = []
  let word: Word | undefined
  let close = -1
  for (let at = from; at < line.length; at++) {
    const char = line.charAt(at)
    const inside = at < close
    if (/\s/.test(char) && !(inside && char === ' ')) {
      word = undefined
      continue
    }
    if (word === undefined) {
      word = { text: '', colon: -1, quoted: false, column: at + 1 }
      words.push(word)
    }
    if (at === close) continue
    if (char === "'" && !inside) {
      close = line.indexOf("'", at + 1)
      if (close > at) {
        word.quoted = true
        continue
      }
    }
    if (char === ':' && !inside && word.colon < 0) word.colon = word.text.length
    word.text += char
  }
  return words.filter(({ text }) => text !== '').map(toToken)
}

/** A word that starts with a colon is a label. */
function toToken({ text, colon, quoted, column }: Word): Token {
  if (colon <= 0) return { value: text, quoted, column }
  return { key: text.slice(0, colon).toLowerCase(), value: text.slice(colon + 1), quoted, column }
}
