import type { Faults } from './faults.ts'

/** One word of the schema language. */
export interface Token {
  readonly kind: 'name' | 'integer' | 'float' | 'string' | 'hex' | 'operator' | 'end'
  /** As written; of a string or hex literal what stands between the quotes. */
  readonly text: string
  readonly at: number
  readonly end: number
}

// Signs that stand together are one operator, as in the official lexer: `= -1` needs its space.
const BLANK = /(?:[\s\uFEFF]|#[^\n]*)*/y
const WORD =
  /0x"(?<hex>[\s0-9a-fA-F]*)"|"(?<string>(?:[^"\\\n]|\\[^\n])*)"|(?<float>\d+(?:\.\d*(?:[eE][+-]?\d+)?|[eE][+-]?\d+))|(?<integer>0x[0-9a-fA-F]+|\d+)|(?<name>[A-Za-z_]\w*)|(?<operator>[{}()[\];,]|[!$%&*+./:<=>?@^|~-]+)/y
const COMMENT = /[^\S\n]*(?:\n[^\S\n]*)?(?<lines>(?:#[^\n]*(?:\n[^\S\n]*|$))+)/y

/** Splits a text into tokens; the last is `end`. What is no token is a fault and skipped. */
export function tokenize(text: string, faults: Faults): Token[] {
  const tokens: Token[] = []
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    WORD.lastIndex = at
    const groups = WORD.exec(text)?.groups
    if (groups === undefined) {
      faults.add(at, `unexpected character ${JSON.stringify(text[at])}`)
      at++
      continue
    }
    tokens.push(toToken(groups, at, WORD.lastIndex))
    at = WORD.lastIndex
  }
  tokens.push({ kind: 'end', text: '', at: text.length, end: text.length })
  return tokens
}

/** The comment that documents what ends at `end`: on the same line or directly below. */
export function docCommentAt(text: string, end: number): string | undefined {
  COMMENT.lastIndex = end
  return COMMENT.exec(text)
    ?.groups?.['lines']?.split('\n')
    .map((line) => line.trim().replace(/^# ?/, ''))
    .join('\n')
    .trim()
}

function skipBlank(text: string, at: number): number {
  BLANK.lastIndex = at
  BLANK.exec(text)
  return BLANK.lastIndex
}

function toToken(groups: Record<string, string | undefined>, at: number, end: number): Token {
  const { hex, string, float, integer, name, operator = '' } = groups
  if (name !== undefined) return { kind: 'name', text: name, at, end }
  if (string !== undefined) return { kind: 'string', text: string, at, end }
  if (hex !== undefined) return { kind: 'hex', text: hex, at, end }
  if (float !== undefined) return { kind: 'float', text: float, at, end }
  if (integer !== undefined) return { kind: 'integer', text: integer, at, end }
  return { kind: 'operator', text: operator, at, end }
}
