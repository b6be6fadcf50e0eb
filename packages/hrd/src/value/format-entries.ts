import type { Entry } from './entry.ts'
import { quote } from './quotes.ts'

/** Where the `=` stands, as 8.1 wrote it. */
const KEY_WIDTH = 30
/** Written without quotes; `b` and `bqp` would start bytes in 8.1. */
const BARE = /^(?!b$|bqp$)[\w./-]+$/

/** The text of a value HRD: an empty line where the first part of the keys changes, and below a block. */
export function formatEntries(entries: ReadonlyMap<string, Entry>): string {
  const parts: string[] = []
  let group: string | undefined
  for (const [key, entry] of entries) {
    const [first] = key.split('.')
    const afterBlock = parts.at(-1)?.endsWith('\n\n') ?? true
    if (group !== first && !afterBlock) parts.push('\n')
    group = first
    parts.push(formatEntry(key.padEnd(KEY_WIDTH), entry))
  }
  return parts.join('')
}

function formatEntry(key: string, entry: Entry): string {
  if (entry.kind === 'ask') return `${key} = ${entry.tags}\n`
  if (entry.kind === 'text') return `${key} = ${formatText(entry.text)}\n`
  if (entry.kind === 'list') return formatBlock(key, ',', entry.items.map(quote))
  const items = [...entry.items].map(([name, text]) => `${formatText(name)}:${quote(text)}`)
  return formatBlock(key, ':', items)
}

function formatText(text: string): string {
  return BARE.test(text) ? text : quote(text)
}

/** An empty list is a comma, an empty dictionary a colon. */
function formatBlock(key: string, empty: string, items: readonly string[]): string {
  if (items.length === 0) return `${key} = ${empty}\n`
  return `${key} =\n${items.map((item) => `    ${item},\n`).join('')}\n`
}
