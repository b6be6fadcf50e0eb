import type { Faults } from './faults.ts'
import { docCommentAt, type Token, tokenize } from './lexer.ts'
import type { Name, Ordinal } from './syntax.ts'

/** Highest ordinal: 65535 marks "no ordinal" in Cap'n Proto's own schema. */
const MAX_ORDINAL = 65_534
const MAX_DEPTH = 64
const FIRST_BIT = 1n << 63n
const KEYWORDS = new Set(['struct', 'enum', 'const', 'using', 'annotation', 'interface'])

/** Thrown to leave a statement that cannot be read; the fault is already noted. */
class SyntaxStop extends Error {}

/** The tokens of a text, and where the reader stands. */
export class TokenStream {
  readonly faults: Faults
  readonly #text: string
  readonly #tokens: readonly Token[]
  #next = 0
  #depth = 0

  constructor(text: string, faults: Faults) {
    this.faults = faults
    this.#text = text
    this.#tokens = tokenize(text, faults)
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)] ?? END
  }

  take(): Token {
    const token = this.peek()
    this.#next++
    return token
  }

  /** True when the next token is this operator or keyword. */
  at(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.text === text && (token.kind === 'operator' || token.kind === 'name')
  }

  accept(text: string): boolean {
    const found = this.at(text)
    if (found) this.#next++
    return found
  }

  expect(text: string): Token {
    if (!this.at(text)) this.fail(`expected "${text}" but found ${describe(this.peek())}`)
    return this.take()
  }

  name(what: string): Name {
    const token = this.peek()
    if (token.kind !== 'name') this.fail(`expected ${what} but found ${describe(token)}`)
    return { text: this.take().text, at: token.at }
  }

  ordinal(): Ordinal {
    const { at } = this.expect('@')
    const token = this.take()
    if (token.kind !== 'integer') this.fail(`expected a number after "@"`, token.at)
    const value = Number(token.text)
    if (value > MAX_ORDINAL) this.fail(`ordinal @${value} is above ${MAX_ORDINAL}`, at)
    return { value, at }
  }

  /** Reads `@0x…` where an id may stand. */
  id(): string | undefined {
    if (!this.at('@')) return undefined
    const { at } = this.take()
    const token = this.take()
    if (token.kind !== 'integer') this.fail('expected an id such as @0xd5a1c3e97b40f286', at)
    const id = BigInt(token.text)
    if (id < FIRST_BIT || id >= FIRST_BIT * 2n)
      this.faults.add(at, `id @${token.text} has not 64 bits of which the first is set`)
    return `0x${id.toString(16).padStart(16, '0')}`
  }

  /** True when a declaration starts here, not a field that is called like a keyword. */
  atDeclaration(): boolean {
    const { kind, text } = this.peek()
    return (
      kind === 'name' && KEYWORDS.has(text) && (this.peek(1).kind !== 'operator' || this.at('.', 1))
    )
  }

  /** The comment that documents what ends with the token just taken. */
  docComment(): { doc?: string } {
    const doc = docCommentAt(this.#text, this.peek(-1).end)
    return doc === undefined || doc === '' ? {} : { doc }
  }

  fail(summary: string, at = this.peek().at): never {
    this.faults.add(at, summary)
    throw new SyntaxStop(summary)
  }

  /** Leaves a statement over a feature that only the compiler knows. */
  failUnsupported(what: string, at = this.peek().at): never {
    this.faults.addUnsupported(at, what)
    throw new SyntaxStop(what)
  }

  /** Runs a statement; after a fault goes on behind its `;` or closing brace. */
  recover(statement: () => void): void {
    const start = this.#next
    this.#depth++
    try {
      if (this.#depth > MAX_DEPTH) this.fail(`more than ${MAX_DEPTH} blocks inside each other`)
      statement()
    } catch (error) {
      if (!(error instanceof SyntaxStop)) throw error
      this.#next = start
      this.#skipStatement()
    } finally {
      this.#depth--
    }
  }

  #skipStatement(): void {
    let depth = 0
    while (this.peek().kind !== 'end') {
      if (depth === 0 && this.at('}')) return
      const { text, kind } = this.take()
      if (kind !== 'operator') continue
      if (text === '{') depth++
      if (text === '}') depth--
      if (depth === 0 && (text === ';' || text === '}')) return
    }
  }
}

const END: Token = { kind: 'end', text: '', at: 0, end: 0 }

function describe({ kind, text }: Token): string {
  if (kind === 'end') return 'the end of the text'
  return kind === 'string' ? `text "${text}"` : `"${text}"`
}
