import type { Place, Report } from '../report.ts'
import { show } from '../show.ts'
import { type Token, tokenize } from './tokenize.ts'

/** The tags of a line: values by key, and the flags that are set, with their places. */
export interface Tags {
  readonly values: ReadonlyMap<string, TagValue>
  readonly flags: ReadonlyMap<string, Place>
}

/** What stands behind the colon of a tag. */
export interface TagValue extends Place {
  /** As it is meant: `\n` is a line end, `%20` a blank. */
  readonly text: string
  /** As it is written, quotes dropped. */
  readonly raw: string
  /** There is no colon: the text is what 8.1 made of that. */
  readonly bare?: true
}

const FLAGS = new Set(['list', 'auto', 'optional', 'parentauto', 'id', '@ask'])
const CHOICES = new Set(['singlechoice', 'multichoice', 'dropdownvals'])
const TAGS = new Set([
  ...CHOICES,
  'type',
  'default',
  'descr',
  'regex',
  'minval',
  'maxval',
  'alias',
  'consume',
  'parent',
])

/** Tags that 8.1 took without a colon, and what it made of them: Python's `True`, of a number 1. */
const BARE = new Map([
  ['default', 'True'],
  ['minval', '1'],
  ['maxval', '1'],
])
/** Without a colon these were words like any other to 8.1; on the rest it failed. */
const BARE_WORDS = new Set(['regex', 'dropdownvals'])

/** Reads what follows the `=` of a line. What 8.1 read without understanding is reported. */
export function readTags(line: string, from: number, lineNumber: number, report: Report): Tags {
  const reader = new TagReader(line, lineNumber, report)
  const tokens = joinChoices(tokenize(line, from), reader)
  for (const token of tokens) reader.read(token)
  return reader.finish()
}

/** `singlechoice:'a', 'b'` is one list to its author; 8.1 saw the first choice only. */
function joinChoices(tokens: readonly Token[], reader: TagReader): Token[] {
  const groups: { readonly token: Token; readonly parts: string[] }[] = []
  for (const token of tokens) {
    const { token: { key = '' } = {}, parts = [] } = groups.at(-1) ?? {}
    const open = CHOICES.has(key) && parts.at(-1)?.endsWith(',')
    if (open && token.key === undefined) parts.push(token.value)
    else groups.push({ token, parts: [token.value] })
  }
  return groups.map(({ token, parts }) => {
    if (parts.length > 1) reader.warn(token, 'there are blanks between the choices', LOST_CHOICE)
    return { ...token, value: parts.join('') }
  })
}

const LOST_CHOICE =
  'AYS 8.1 ended the list at the first blank. Here it goes on as long as there are commas; quote it as a whole.'

class TagReader {
  readonly #values = new Map<string, TagValue>()
  readonly #flags = new Map<string, Place>()
  readonly #line: string
  readonly #lineNumber: number
  readonly #report: Report
  /** Words that are no tags, in a row: most often a description without quotes. */
  #strays: Token[] = []
  #prose = false

  constructor(line: string, lineNumber: number, report: Report) {
    this.#line = line
    this.#lineNumber = lineNumber
    this.#report = report
  }

  read(token: Token): void {
    const key = token.key ?? token.value.toLowerCase()
    const bare = token.key === undefined
    if (FLAGS.has(key)) this.#readFlag(key, token)
    else if (!TAGS.has(key) || (bare && BARE_WORDS.has(key))) this.#readStray(token)
    else if (bare) this.#readBareTag(key, token)
    else this.#readTag(key, token)
  }

  finish(): Tags {
    this.#reportStrays()
    const asked = /@ask|@ASK/.exec(this.#line)
    if (asked && !this.#flags.has('@ask')) this.#askInside(asked.index + 1)
    return { values: this.#values, flags: this.#flags }
  }

  /** 8.1 looked for it in the whole line. */
  #askInside(column: number): void {
    const at = { line: this.#lineNumber, column }
    const detail = 'AYS 8.1 took it for the flag, and so does this one. Set it apart, or remove it.'
    this.#report.ignored(at, '"@ask" inside of another word asks for the value', detail)
    this.#flags.set('@ask', at)
  }

  warn(token: Token, summary: string, detail: string): void {
    this.#report.ignored(this.#place(token), summary, detail)
  }

  #readFlag(key: string, token: Token): void {
    if (key === '@ask' && token.value !== '@ask' && token.value !== '@ASK') {
      this.warn(token, `${show(token.value)} asks nobody`, 'AYS 8.1 knew only @ask and @ASK.')
      return
    }
    if (token.key !== undefined) {
      this.warn(
        token,
        `"${key}" is set whatever follows its colon`,
        `AYS 8.1 took it for "${key}" alone, and so does this one. Remove it, or the colon.`,
      )
    } else if (this.#prose && key !== '@ask') {
      this.warn(
        token,
        `${show(token.value)} in running text is read as a flag`,
        `AYS 8.1 did so, and so does this one. Put the text in single quotes, or remove it.`,
      )
    }
    this.#flags.set(key, this.#place(token))
  }

  #readTag(key: string, token: Token): void {
    this.#reportStrays()
    this.#prose = key === 'descr' && !token.quoted
    if (this.#values.has(key)) {
      this.warn(token, `"${key}" is given twice`, 'The last one counts, as in AYS 8.1.')
    }
    this.#values.set(key, { ...this.#place(token), ...this.#decode(key, token) })
  }

  #readBareTag(key: string, token: Token): void {
    const text = BARE.get(key)
    if (text === undefined) {
      const detail = `AYS 8.1 refused the file. Write ${key}:<value>, or put running text in single quotes.`
      this.#report.error(this.#place(token), `"${key}" has no value`, detail)
      return
    }
    const detail = `AYS 8.1 made it ${text}, and so does this one. Write ${key}:<value>, without blanks.`
    this.warn(token, `"${key}" has no value`, detail)
    this.#values.set(key, { ...this.#place(token), text, raw: text, bare: true })
  }

  #readStray(token: Token): void {
    if (token.key === undefined) {
      this.#strays.push(token)
      this.#prose = true
      return
    }
    this.#reportStrays()
    const known = [...TAGS, ...FLAGS].join(', ')
    this.warn(token, `${show(token.key)} is not a tag`, `AYS 8.1 ignored it. Known are ${known}.`)
  }

  #reportStrays(): void {
    const [first] = this.#strays
    if (first === undefined) return
    const words = this.#strays.map(({ value }) => value).join(' ')
    this.warn(first, `${show(words)} is neither tag nor flag`, IGNORED_WORDS)
    this.#strays = []
  }

  #decode(key: string, token: Token): { text: string; raw: string } {
    const raw = token.value
    if (/\\[KQSDN]/.test(raw) && key !== 'regex') {
      this.warn(token, `"${key}" has a backslash before K, Q, S, D or N`, DAMAGED)
    }
    if (raw.startsWith('"')) {
      this.warn(token, `"${key}" has double quotes`, DOUBLE_QUOTES)
    }
    if (key === 'default' && raw.startsWith('[') && raw.endsWith(']')) {
      this.warn(token, 'the default stands in brackets', BRACKETS)
    }
    const unescaped = raw.replaceAll('\\n', '\n')
    const text = unescaped.replaceAll(/(?:%[0-9a-f]{2})+/gi, decodePercent)
    if (text !== unescaped && key !== 'regex') {
      this.warn(token, `"${key}" has a percent code`, 'It is decoded, as in AYS 8.1: %25 is a %.')
    }
    return { text, raw }
  }

  #place(token: Token): Place {
    return { line: this.#lineNumber, column: token.column }
  }
}

const IGNORED_WORDS =
  'AYS 8.1 ignored these words, whatever was meant: a line has no comments, and text with blanks needs single quotes.'
const DAMAGED =
  'AYS 8.1 turned these two characters into another one. They are kept as they are written.'
const DOUBLE_QUOTES =
  'They are part of the value and do not enclose it, as in AYS 8.1. Use single quotes.'
const BRACKETS =
  'AYS 8.1 made Python code of it. Of a list it is the elements here; of a text it is kept as it is written.'

function decodePercent(codes: string): string {
  return Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8')
}
