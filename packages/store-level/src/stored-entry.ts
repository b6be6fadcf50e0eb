import { crc32 } from 'node:zlib'
import { AysError, type Entry } from '@ays/core'
import type { Level } from 'level'

/** The keys of the store begin with ":", what the store keeps for itself with "!". */
export type Database = Level<string, Uint8Array>

/** The database's key of a store's key. */
export const storedKey = (key: string): string => `:${key}`
/** True for a key of the database that holds an entry of the store. */
export const isEntryKey = (key: string): boolean => key.startsWith(':')
/** The first database key after those of all entries. */
export const AFTER_ENTRIES = ';'

const CHECKSUM = 4
const HEADER = CHECKSUM + 8

/**
 * Checksum, revision, value. LevelDB does not check what it reads from its tables, so a damaged
 * block would be taken for data.
 */
export function encodeEntry(key: string, revision: number, value: Uint8Array): Uint8Array {
  const stored = Buffer.allocUnsafe(HEADER + value.byteLength)
  stored.writeUInt32BE(Math.floor(revision / 2 ** 32), CHECKSUM)
  stored.writeUInt32BE(revision % 2 ** 32, CHECKSUM + 4)
  stored.set(value, HEADER)
  stored.writeUInt32BE(crc32(stored.subarray(CHECKSUM), crc32(key)))
  return stored
}

/** The value in what {@link encodeEntry} made. */
export function valueOf(stored: Uint8Array): Uint8Array {
  return stored.subarray(HEADER)
}

/** Throws AYS_STORE_DAMAGED when these are not the bytes that were written. */
export function decodeEntry(key: string, stored: Uint8Array): Entry {
  const { buffer, byteOffset, byteLength } = stored
  const view = new DataView(buffer, byteOffset, byteLength)
  if (byteLength < HEADER || view.getUint32(0) !== crc32(stored.subarray(CHECKSUM), crc32(key))) {
    throw new AysError('AYS_STORE_DAMAGED', `the stored bytes of ${JSON.stringify(key)} changed`, {
      details: { key },
      hint: DAMAGE_HINT,
    })
  }
  const revision = view.getUint32(CHECKSUM) * 2 ** 32 + view.getUint32(CHECKSUM + 4)
  return {
    key,
    value: new Uint8Array(buffer, byteOffset + HEADER, byteLength - HEADER),
    version: String(revision),
  }
}

/** As {@link decodeEntry}, of what may not be there. */
export function entryOf(key: string, stored: Uint8Array | undefined): Entry | undefined {
  return stored === undefined ? undefined : decodeEntry(key, stored)
}

/** As decodeEntry(), by the key that the database has. */
export function decodeStored(key: string, stored: Uint8Array): Entry {
  return decodeEntry(key.startsWith(':') ? key.slice(1) : key, stored)
}

/** What to do about AYS_STORE_DAMAGED. */
export const DAMAGE_HINT =
  'Restore a backup, or save what can still be read: ays store verify --repair.'
