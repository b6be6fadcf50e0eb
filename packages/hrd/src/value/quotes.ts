/** Between single quotes everything is text; an apostrophe is written twice. */
const QUOTED = /'(?:[^']|'')*'/g

/** A text with its quotes, and the same with every quoted character hidden, so that indexes agree. */
export interface Masked {
  readonly text: string
  readonly mask: string
}

/** Stands for a hidden character. Unicode promises that no text has it. */
const HIDDEN = '\uFDD0'

/** Hides what stands between quotes from an index on. A quote without partner is a character. */
export function maskQuotes(text: string, from = 0): Masked {
  const hidden = text.slice(from).replaceAll(QUOTED, ({ length }) => HIDDEN.repeat(length))
  return { text, mask: text.slice(0, from) + hidden }
}

/** True for a text that is quoted as a whole. */
export function isQuoted({ mask }: Masked): boolean {
  return mask !== '' && mask.replaceAll(HIDDEN, '') === ''
}

/** The texts one after the other, with a blank between. */
export function joinMasked(parts: readonly Masked[]): Masked {
  return {
    text: parts.map(({ text }) => text).join(' '),
    mask: parts.map(({ mask }) => mask).join(' '),
  }
}

/** What is between two indexes, without the white space at its ends. */
export function cutMasked({ text, mask }: Masked, from: number, to: number): Masked {
  const cut = text.slice(from, to)
  const start = from + cut.length - cut.trimStart().length
  const end = Math.max(start, from + cut.trimEnd().length)
  return { text: text.slice(start, end), mask: mask.slice(start, end) }
}

/** The parts between separators that are not quoted. */
export function splitMasked(masked: Masked, separator: string): Masked[] {
  const parts: Masked[] = []
  let from = 0
  for (const { length } of masked.mask.split(separator)) {
    parts.push(cutMasked(masked, from, from + length))
    from += length + separator.length
  }
  return parts
}

/** What a text means: quotes dropped, `\n` a line end. */
export function unquote(text: string): string {
  return decode(text.replaceAll(QUOTED, (quoted) => quoted.slice(1, -1).replaceAll("''", "'")))
}

/** The reverse of {@link unquote}: a text that any reader of values takes as one. */
export function quote(text: string): string {
  return `'${encode(text).replaceAll("'", "''")}'`
}

/** Only a backslash before an `n` is special; there each is written twice. */
function decode(text: string): string {
  return text.replaceAll(/(\\+)(n?)/g, (all, run: string, n: string) => {
    if (n === '') return all
    return '\\'.repeat(run.length >> 1) + (run.length % 2 === 1 ? '\n' : 'n')
  })
}

function encode(text: string): string {
  return text.replaceAll(/(\\*)([n\n])|\\+/g, (all, run: string | undefined, end: string) => {
    if (run === undefined) return all
    return `${run}${run}${end === '\n' ? '\\n' : 'n'}`
  })
}
