import { AysError } from '@ays/core'
import { readNumber, splitList } from '../schema/read-default.ts'
import { show } from '../show.ts'
import { askedDefault } from './ask.ts'
import type { Entry, HrdValue } from './entry.ts'
import { formatEntries } from './format-entries.ts'
import { makeExpander } from './references.ts'

/**
 * Keys and values of a value HRD, in the order in which they were written. Getters replace `$(key)` by
 * the value of that key and give undefined for a key that is not there; a question (`@ASK`) answers
 * with its default.
 */
export class ValueHrd {
  readonly #entries = new Map<string, Entry>()

  /** Values as they stand in a file. */
  static of(entries: Iterable<readonly [key: string, entry: Entry]>): ValueHrd {
    const values = new ValueHrd()
    for (const [key, entry] of entries) values.#entries.set(key, entry)
    return values
  }

  /** Every key, or those that start with a text. */
  keys(prefix = ''): string[] {
    return [...this.#entries.keys()].filter((key) => key.startsWith(prefix))
  }

  has(key: string): boolean {
    return this.#entries.has(key)
  }

  /** The value as its kind: text, list or dictionary. */
  get(key: string): HrdValue | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    const expand = this.#expander(key)
    if (entry.kind === 'list') return entry.items.map(expand)
    if (entry.kind !== 'dict') return expand(toText(entry))
    return Object.fromEntries([...entry.items].map(([name, text]) => [name, expand(text)]))
  }

  /** A list or dictionary is written in one line, with commas. */
  getString(key: string): string | undefined {
    const entry = this.#entries.get(key)
    return entry && this.#expander(key)(toText(entry))
  }

  /** Empty and `none` are 0. AYS_FIELD_INVALID for what is not a whole number that is held exactly. */
  getInt(key: string): number | undefined {
    const number = this.getFloat(key)
    if (number === undefined || Number.isSafeInteger(number)) return number
    throw misfit(key, 'a whole number')
  }

  /** Empty and `none` are 0. AYS_FIELD_INVALID for what is not a number. */
  getFloat(key: string): number | undefined {
    const text = this.getString(key)
    if (text === undefined) return undefined
    const number = readNumber(text)
    if (number !== undefined) return number
    throw misfit(key, 'a number')
  }

  /** `1` and `true` are true; `0`, `false`, `none` and empty are false. AYS_FIELD_INVALID otherwise. */
  getBool(key: string): boolean | undefined {
    const text = this.getString(key)?.trim().toLowerCase()
    if (text === undefined) return undefined
    if (text === '1' || text === 'true') return true
    if (['0', 'false', 'none', ''].includes(text)) return false
    throw misfit(key, 'true or false')
  }

  /** A text is split at its commas. AYS_FIELD_INVALID for a dictionary. */
  getList(key: string): readonly string[] | undefined {
    const value = this.get(key)
    if (value === undefined || isList(value)) return value
    if (typeof value === 'string') return splitList(value)
    throw misfit(key, 'a list')
  }

  /** An empty text is an empty dictionary. AYS_FIELD_INVALID for any other text, or a list. */
  getDict(key: string): Readonly<Record<string, string>> | undefined {
    const value = this.get(key)
    if (value === '') return {}
    if (typeof value === 'string' || (value !== undefined && isList(value))) {
      throw misfit(key, 'a dictionary')
    }
    return value
  }

  /** What stands below `prefix.`, by the rest of its key. */
  under(prefix: string): Record<string, HrdValue> {
    const found = this.keys(`${prefix}.`).flatMap((key) => {
      const value = this.get(key)
      return value === undefined ? [] : [[key.slice(prefix.length + 1), value] as const]
    })
    return Object.fromEntries(found)
  }

  /** Replaces the value, or adds it at the end. AYS_USAGE for a key that no file can hold. */
  set(key: string, value: HrdValue): void {
    if (!isKey(key)) {
      throw new AysError('AYS_USAGE', `${show(key)} cannot be a key of a value HRD`, {
        hint: 'Use letters, digits, "-", "_" and ".".',
      })
    }
    this.#entries.set(key, toEntry(value))
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  /** The text of a file that {@link parseValueHrd} reads as these values. Comments are not kept. */
  toString(): string {
    return formatEntries(this.#entries)
  }

  #expander(key: string): (text: string) => string {
    return makeExpander(key, (other) => {
      const entry = this.#entries.get(other)
      return entry && toText(entry)
    })
  }
}

function toText(entry: Entry): string {
  if (entry.kind === 'text') return entry.text
  if (entry.kind === 'ask') return askedDefault(entry.tags)
  if (entry.kind === 'list') return entry.items.join(', ')
  return [...entry.items].map(([name, text]) => `${name}:${text}`).join(', ')
}

function toEntry(value: HrdValue): Entry {
  if (typeof value === 'string') return { kind: 'text', text: value }
  if (isList(value)) return { kind: 'list', items: [...value] }
  return { kind: 'dict', items: new Map(Object.entries(value)) }
}

function isList(value: HrdValue): value is readonly string[] {
  return Array.isArray(value)
}

/** What the reader finds again: it ends a key at `=`, a line at `#`, and skips a line that starts with `@`. */
function isKey(key: string): boolean {
  return key !== '' && key.trim() === key && !/[=#\n]|^@/.test(key)
}

function misfit(key: string, wanted: string): AysError {
  return new AysError('AYS_FIELD_INVALID', `${show(key)} is not ${wanted}`, {
    details: { key },
    hint: 'Correct the value in the HRD file.',
  })
}
