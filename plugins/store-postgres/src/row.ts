import { AysError, type Entry } from '@ays/core'
import type { Row } from './connection.ts'

/** The text in a column; numbers of eight bytes are text, too. */
export function text(row: Row | undefined, column: string): string {
  const value = row?.[column]
  if (typeof value === 'string') return value
  throw unexpected(column)
}

/** The number in a column. */
export function number(row: Row | undefined, column: string): number {
  const value = Number(row?.[column])
  if (Number.isSafeInteger(value)) return value
  throw unexpected(column)
}

/** The bytes in a column. */
export function bytes(row: Row | undefined, column: string): Buffer {
  const value = row?.[column]
  if (Buffer.isBuffer(value)) return value
  throw unexpected(column)
}

/** The entry in a row of ays_entry. */
export function entryOf(row: Row): Entry {
  return {
    key: bytes(row, 'key').toString(),
    value: new Uint8Array(bytes(row, 'value')),
    version: text(row, 'version'),
  }
}

function unexpected(column: string): AysError {
  const message = `PostgreSQL gave no ${column} of the kind that was written`
  return new AysError('AYS_STORE_DAMAGED', message, { hint: 'Restore a backup.' })
}
