import type { Annotation, Expression, Name, NameExpression, TupleExpression } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

const MAX_DEPTH = 64
const OCTAL = /^0[0-7]+$/
const ESCAPE = /\\(?<byte>x[0-9a-fA-F]{2}|[0-7]{1,3})|\\(?<char>[abfnrtv'"\\?])|\\.?|[^\\]+/gsu
const ESCAPED: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }

/** Reads a value or a type. */
export function parseExpression(tokens: TokenStream, depth = 0): Expression {
  if (depth > MAX_DEPTH) tokens.fail(`more than ${MAX_DEPTH} expressions inside each other`)
  const { kind, at } = tokens.peek()
  if (kind === 'name' && tokens.at('embed') && tokens.peek(1).kind === 'string')
    tokens.failUnsupported('"embed"')
  if (kind === 'name') return parseName(tokens, depth)
  if (kind === 'integer') return { kind, value: toInteger(tokens), negative: false, at }
  if (kind === 'float') return { kind, value: Number(tokens.take().text), at }
  if (kind === 'string') return { kind: 'bytes', bytes: parseStrings(tokens), quoted: true, at }
  if (kind === 'hex') return { kind: 'bytes', bytes: parseHex(tokens), quoted: false, at }
  return parseOperator(tokens, depth)
}

/** Reads a dotted name with the parameters it is applied to. */
export function parseName(tokens: TokenStream, depth = 0): NameExpression {
  const name = parseDottedName(tokens)
  if (!tokens.at('(')) return name
  const { entries } = parseTuple(tokens, depth)
  return { ...name, parameters: entries.map(({ value }) => value) }
}

/** Reads every `$name(value)` that stands here. */
export function parseAnnotations(tokens: TokenStream): Annotation[] {
  const annotations: Annotation[] = []
  while (tokens.accept('$')) {
    const name = parseDottedName(tokens)
    annotations.push(tokens.at('(') ? { name, value: unwrap(parseTuple(tokens, 0)) } : { name })
  }
  return annotations
}

/** `Name`, `.Outer.Inner`, `import "file"`, `import "file".Name`. */
function parseDottedName(tokens: TokenStream): NameExpression {
  const { at } = tokens.peek()
  const imports = tokens.at('import') && tokens.peek(1).kind === 'string'
  if (imports) tokens.take()
  const file = imports ? { file: tokens.take().text } : {}
  const absolute = !imports && tokens.accept('.')
  const path = imports ? [] : [tokens.name('a name').text]
  while (tokens.accept('.')) path.push(tokens.name('a name').text)
  return { kind: 'name', path, absolute, ...file, at }
}

/** One value without a name in brackets is that value. */
function unwrap(tuple: TupleExpression): Expression {
  const [first, second] = tuple.entries
  const single = first !== undefined && second === undefined && first.name === undefined
  return single ? first.value : tuple
}

function parseOperator(tokens: TokenStream, depth: number): Expression {
  const { text, at } = tokens.peek()
  if (text === '-') return parseNegative(tokens, at)
  if (text === '[') return { kind: 'list', items: parseItems(tokens, depth), at }
  if (text === '(') return unwrap(parseTuple(tokens, depth))
  if (text === '.') return parseName(tokens, depth)
  return tokens.fail(
    `expected a value but found ${text === '' ? 'the end of the text' : `"${text}"`}`,
  )
}

function parseNegative(tokens: TokenStream, at: number): Expression {
  tokens.expect('-')
  const { kind } = tokens.peek()
  if (kind === 'integer') return { kind: 'integer', value: -toInteger(tokens), negative: true, at }
  if (kind === 'float') return { kind: 'float', value: -Number(tokens.take().text), at }
  if (tokens.accept('inf')) return { kind: 'float', value: -Infinity, at }
  return tokens.fail('expected a number after "-"')
}

function parseItems(tokens: TokenStream, depth: number): Expression[] {
  tokens.expect('[')
  const items: Expression[] = []
  while (!tokens.at(']')) {
    items.push(parseExpression(tokens, depth + 1))
    if (!tokens.accept(',')) break
  }
  tokens.expect(']')
  return items
}

function parseTuple(tokens: TokenStream, depth: number): TupleExpression {
  const { at } = tokens.expect('(')
  const entries: { name?: Name; value: Expression }[] = []
  while (!tokens.at(')')) {
    const name = tokens.at('=', 1) ? tokens.name('the name of a field') : undefined
    if (name !== undefined) tokens.expect('=')
    const value = parseExpression(tokens, depth + 1)
    entries.push(name === undefined ? { value } : { name, value })
    if (!tokens.accept(',')) break
  }
  tokens.expect(')')
  return { kind: 'tuple', entries, at }
}

function toInteger(tokens: TokenStream): bigint {
  const { text, at } = tokens.take()
  if (OCTAL.test(text)) return BigInt(`0o${text.slice(1)}`)
  if (text.startsWith('0') && /^\d\d/.test(text)) tokens.fail(`"${text}" is no octal number`, at)
  return BigInt(text)
}

function parseHex(tokens: TokenStream): Uint8Array {
  const { text, at } = tokens.take()
  const digits = text.replaceAll(/\s/g, '')
  if (digits.length % 2 !== 0) tokens.fail('an odd number of hexadecimal digits', at)
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}

/** Strings that stand side by side are one. */
function parseStrings(tokens: TokenStream): Uint8Array {
  const parts: Uint8Array[] = []
  while (tokens.peek().kind === 'string') parts.push(unescape(tokens))
  return Uint8Array.from(Buffer.concat(parts))
}

/** An escape stands for a byte, not for a character. */
function unescape(tokens: TokenStream): Uint8Array {
  const { text, at } = tokens.take()
  if (!text.includes('\\')) return Buffer.from(text)
  const parts = Array.from(text.matchAll(ESCAPE), ({ 0: all, groups = {} }) => {
    const { byte, char } = groups
    if (byte?.startsWith('x')) return Buffer.from([Number.parseInt(byte.slice(1), 16)])
    if (byte !== undefined) return Buffer.from([Number.parseInt(byte, 8) & 255])
    if (char !== undefined) return Buffer.from([ESCAPED[char] ?? char.charCodeAt(0)])
    if (all.startsWith('\\')) tokens.fail(`"${all}" is no escape`, at)
    return Buffer.from(all)
  })
  return Buffer.concat(parts)
}
