import { crc32 } from 'node:zlib'
import { AysError, type Entry } from '@ays/core'

const CHECKSUM = 4
const HEADER = CHECKSUM + 8

/** Checksum, revision, value: LMDB does not check what it reads, so a damaged page would be taken for data. */
export function encodeEntry(key: string, revision: number, value: Uint8Array): Buffer {
  const stored = Buffer.allocUnsafe(HEADER + value.byteLength)
  stored.writeDoubleBE(revision, CHECKSUM)
  stored.set(value, HEADER)
  stored.writeUInt32BE(crc32(stored.subarray(CHECKSUM), crc32(key)))
  return stored
}

/** The value is a copy. Throws AYS_STORE_DAMAGED when these are not the bytes that were written. */
export function decodeEntry(key: string, stored: Buffer): Entry {
  if (
    stored.length < HEADER ||
    stored.readUInt32BE() !== crc32(stored.subarray(CHECKSUM), crc32(key))
  ) {
    throw new AysError('AYS_STORE_DAMAGED', `the stored bytes of ${JSON.stringify(key)} changed`, {
      details: { key },
      hint: 'Restore a backup.',
    })
  }
  const version = String(stored.readDoubleBE(CHECKSUM))
  return { key, value: new Uint8Array(stored.subarray(HEADER)), version }
}
