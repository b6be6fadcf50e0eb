import type { Place, Report } from '../report.ts'
import { show } from '../show.ts'
import type { Entry } from './entry.ts'
import { cutMasked, isQuoted, joinMasked, type Masked, splitMasked, unquote } from './quotes.ts'

/** `http://x` is a text to everyone but AYS 8.1. */
const URL_LIKE = /^[a-z][a-z0-9+.-]*:\/\//i

/** What stands behind the `=` of a line. */
export function readInline(value: Masked, at: Place, report: Report): Entry {
  const { text, mask } = value
  if (/@ask/i.test(mask)) return { kind: 'ask', tags: text }
  reportQuotes(mask, at, report)
  if (/^['"]/.test(mask)) return { kind: 'text', text: unquote(text) }
  if (mask.startsWith('[') && mask.endsWith(']')) {
    return readList(cutMasked(value, 1, text.length - 1))
  }
  if (mask.includes(':')) return readInlineDict(value, at, report)
  return mask.includes(',') ? readList(value) : { kind: 'text', text: unquote(text) }
}

/** An indented line below a key. */
export interface BlockLine extends Masked {
  readonly at: Place
}

/** What stands in the indented lines below a key; the first one says what it is. */
export function readBlock(lines: readonly BlockLine[], at: Place, report: Report): Entry {
  const [first] = lines
  for (const line of lines) reportQuotes(line.mask, line.at, report)
  if (first === undefined || !first.mask.endsWith(',')) return readText(lines)
  const joined = joinMasked(lines)
  if (!first.mask.includes(':')) return readList(joined)
  const { dict, strays } = readDict(joined)
  for (const stray of strays) {
    const detail = 'AYS 8.1 failed when the value was read. Write key:value, with commas between.'
    report.error(at, `${show(stray)} has no colon`, detail)
  }
  return dict
}

function readText(lines: readonly Masked[]): Entry {
  const texts = lines.map((line) => (isQuoted(line) ? unquote(line.text) : line.text))
  return { kind: 'text', text: texts.join('\n') }
}

/** Items that are nothing are none, unless they are quoted. */
function readList(value: Masked): Entry {
  const items = splitMasked(value, ',').filter(({ text }) => text !== '')
  return { kind: 'list', items: items.map(({ text }) => unquote(text)) }
}

function readInlineDict(value: Masked, at: Place, report: Report): Entry {
  const asText: Entry = { kind: 'text', text: unquote(value.text) }
  if (URL_LIKE.test(value.mask)) {
    report.ignored(at, 'a URL without quotes', 'AYS 8.1 made a dictionary of it. Quote it.')
    return asText
  }
  const { dict, strays } = readDict(value)
  if (strays.length === 0) return dict
  const detail = 'AYS 8.1 made a dictionary of it that could not be read. Quote the text.'
  report.ignored(at, 'a text with a colon without quotes', detail)
  return asText
}

function readDict(value: Masked): { dict: Entry; strays: string[] } {
  const items = new Map<string, string>()
  const strays: string[] = []
  for (const item of splitMasked({ text: value.text, mask: hideBrackets(value.mask) }, ',')) {
    const colon = item.mask.indexOf(':')
    if (item.text === '' || item.text === ':') continue
    if (colon < 0) {
      strays.push(item.text)
      continue
    }
    const key = cutMasked(item, 0, colon)
    const rest = cutMasked(item, colon + 1, item.text.length)
    items.set(unquote(key.text), unquote(rest.text))
  }
  return { dict: { kind: 'dict', items }, strays }
}

/** Commas between brackets belong to a value: `ports:[80, 443]`. */
function hideBrackets(mask: string): string {
  return mask.replaceAll(/\[[^[\]]*\]/g, (list) => list.replaceAll(',', ' '))
}

function reportQuotes(mask: string, at: Place, report: Report): void {
  if (mask.includes("'")) {
    const detail = 'It is a character of the value, as in AYS 8.1. Two in a row make an apostrophe.'
    report.ignored(at, 'a quote without partner', detail)
  }
  if (mask.startsWith('"')) {
    const detail = 'They are part of the value, as in AYS 8.1. Only single quotes enclose a text.'
    report.ignored(at, 'double quotes around a value', detail)
  }
}
