import { MAX_LINE, type Place, type Report } from '../report.ts'
import { show } from '../show.ts'
import { decodeQuotedPrintable, findBinaries } from './binary.ts'
import type { Entry } from './entry.ts'
import { cutMasked, maskQuotes, type Masked } from './quotes.ts'
import { type BlockLine, readBlock, readInline } from './read-entry.ts'

/** The entries of a text by key, and where each key stands. */
export interface ParsedEntries {
  readonly entries: ReadonlyMap<string, Entry>
  readonly places: ReadonlyMap<string, Place>
}

/** Reads lines of `key = value`, blocks and bytes. */
export function parseEntries(text: string, report: Report): ParsedEntries {
  return new EntryParser(text, report).parse()
}

/** A key whose indented lines are being read. */
interface Block {
  readonly key: string
  readonly at: Place
  readonly ask: boolean
  readonly lines: BlockLine[]
  /** AYS 8.1 took the block for ended at a comment. */
  ended: boolean
}

const GOES_ON = [
  'a block goes on below a comment, or with a tab',
  'AYS 8.1 lost the line. It belongs to the block here.',
] as const

class EntryParser {
  readonly #lines: readonly string[]
  readonly #binaries: ReadonlyMap<number, number>
  readonly #report: Report
  readonly #entries = new Map<string, Entry>()
  readonly #places = new Map<string, Place>()
  #block: Block | undefined

  constructor(text: string, report: Report) {
    this.#lines = text.split('\n')
    this.#binaries = findBinaries(this.#lines)
    this.#report = report
  }

  parse(): ParsedEntries {
    for (let index = 0; index < this.#lines.length; index++) {
      const end = this.#binaries.get(index)
      if (end === undefined) this.#readLine(this.#lines[index] ?? '', index + 1)
      else this.#readBinary(index, end)
      index = end ?? index
    }
    this.#endBlock()
    return { entries: this.#entries, places: this.#places }
  }

  #readLine(line: string, number: number): void {
    const at = { line: number, column: line.length - line.trimStart().length + 1 }
    if (line.length > MAX_LINE) {
      this.#report.error(at, `the line is longer than ${MAX_LINE} characters`, 'Shorten it.')
      return
    }
    if (line.trim() === '') return this.#endBlock()
    const block = /^\s/.test(line) ? this.#block : undefined
    const content = this.#cutComment(line, block ? 0 : line.indexOf('=') + 1, number)
    if (content.text === '') {
      if (this.#block) this.#block.ended = true
    } else if (content.text.startsWith('@')) {
      this.#report.ignored(at, 'a line that starts with "@" says nothing', 'As in AYS 8.1.')
    } else if (block) {
      if (block.ended || !line.startsWith(' ')) this.#report.ignored(at, ...GOES_ON)
      block.lines.push({ ...content, at })
    } else {
      this.#readKey(content, at)
    }
  }

  /** A key has no quotes: they count from an index on. */
  #cutComment(line: string, from: number, number: number): Masked {
    const masked = maskQuotes(line, from)
    const hash = masked.mask.indexOf('#')
    const end = hash < 0 ? line.length : hash
    const quoted = line.indexOf('#')
    if (quoted >= 0 && quoted < end) {
      const detail = 'AYS 8.1 cut the line there. It belongs to the value here.'
      this.#report.ignored({ line: number, column: quoted + 1 }, 'a "#" between quotes', detail)
    }
    return cutMasked(masked, 0, end)
  }

  #readKey(content: Masked, at: Place): void {
    if (this.#block && !this.#block.ended && this.#block.lines.length > 0) {
      const detail = 'AYS 8.1 lost this line and what is below it. Put an empty line before it.'
      this.#report.ignored(at, 'a key directly below a block', detail)
    }
    this.#endBlock()
    const equals = content.text.indexOf('=')
    if (equals < 0) {
      const detail = 'AYS 8.1 ignored it. Write key = value; indent what belongs to the key above.'
      this.#report.ignored(at, 'there is no "=" in the line', detail)
      return
    }
    const key = content.text.slice(0, equals).trim()
    const value = cutMasked(content, equals + 1, content.text.length)
    const ask = /^@ask,$/i.test(value.text)
    const lines = ask ? [{ ...value, at }] : []
    if (value.text === '' || ask) this.#block = { key, at, ask, lines, ended: false }
    else this.#set(key, readInline(value, at, this.#report), at)
  }

  #readBinary(from: number, end: number): void {
    this.#endBlock()
    const [key = '', kind = ''] = (this.#lines[from] ?? '').split('=').map((part) => part.trim())
    const body = this.#lines.slice(from + 1, end).join('\n')
    const text = kind === 'bqp' ? decodeQuotedPrintable(body) : body
    this.#set(key, { kind: 'text', text }, { line: from + 1, column: 1 })
  }

  #endBlock(): void {
    const block = this.#block
    this.#block = undefined
    if (block === undefined) return
    const { key, at, ask, lines } = block
    const tags = lines.map(({ text }) => text).join(' ')
    this.#set(key, ask ? { kind: 'ask', tags } : readBlock(lines, at, this.#report), at)
  }

  #set(key: string, entry: Entry, at: Place): void {
    const earlier = this.#places.get(key)
    if (earlier) {
      const detail = 'The last one counts, as in AYS 8.1.'
      this.#report.ignored(at, `${show(key)} is given twice`, detail, [earlier])
    }
    this.#places.set(key, at)
    this.#entries.set(key, entry)
  }
}
