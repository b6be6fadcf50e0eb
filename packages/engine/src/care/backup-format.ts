import { crc32 } from 'node:zlib'
import { AysError } from '@ays/core'
import type { Content } from './contents.ts'

/*
 * A backup is the magic text, then blocks: a letter, the length of the content (four bytes, the highest
 * first), the content, and the CRC-32 of all of that. One H comes first, then any number of E, at last one T.
 *   H  JSON, padded with spaces: BackupHeader
 *   E  deflated entries: length of the key, length of the value, CRC-32 of key and value (four bytes
 *      each), key in UTF-8, value; in the order of the keys
 *   T  the digest of the contents (Contents.digest)
 */
export const MAGIC = Buffer.from('AYS-BACKUP\n')
export const BACKUP_VERSION = 1
/** Of a block: letter and length before its content, checksum behind it. */
export const FRAME = { before: 5, after: 4 }
/** The header's content is as long in every backup: it is written again when the counts are known. */
const HEADER_LENGTH = 512
const ENTRY_HEAD = 12

/** What is known of a backup before it is read through. */
export interface BackupHeader {
  readonly format: 'ays-backup'
  readonly version: number
  /** Id of the repository. */
  readonly repository: string
  /** The layout of keys and records in the store. */
  readonly storeFormat: number
  /** The AYS that wrote it. */
  readonly ays: string
  /** Epoch milliseconds. */
  readonly created: number
  readonly entries: number
  /** Of keys and values together, before they were deflated. */
  readonly bytes: number
}

/** The whole block. */
export function encodeBlock(kind: 'H' | 'E' | 'T', content: Uint8Array): Buffer {
  const block = Buffer.alloc(FRAME.before + content.byteLength + FRAME.after)
  block.write(kind, 'latin1')
  block.writeUInt32BE(content.byteLength, 1)
  block.set(content, FRAME.before)
  block.writeUInt32BE(crc32(block.subarray(0, -FRAME.after)), block.length - FRAME.after)
  return block
}

/** The content of a whole block; undefined when its checksum says that it is not what was written. */
export function decodeBlock(block: Buffer): Buffer | undefined {
  const end = block.length - FRAME.after
  if (crc32(block.subarray(0, end)) !== block.readUInt32BE(end)) return undefined
  return block.subarray(FRAME.before, end)
}

export function encodeHeader(header: BackupHeader): Buffer {
  return encodeBlock('H', Buffer.from(JSON.stringify(header).padEnd(HEADER_LENGTH)))
}

export function encodeEntry({ key, value }: Content): Buffer {
  const name = Buffer.from(key)
  const entry = Buffer.alloc(ENTRY_HEAD + name.length + value.byteLength)
  entry.writeUInt32BE(name.length, 0)
  entry.writeUInt32BE(value.byteLength, 4)
  entry.set(name, ENTRY_HEAD)
  entry.set(value, ENTRY_HEAD + name.length)
  entry.writeUInt32BE(crc32(entry.subarray(ENTRY_HEAD)), 8)
  return entry
}

/** The entries of an E block, inflated. Throws an Error that names the entry which is damaged. */
export function* decodeEntries(bytes: Buffer): Generator<Content> {
  let last = ''
  for (let at = 0; at < bytes.length;) {
    const end = endOf(bytes, at)
    const entry = end === undefined ? undefined : bytes.subarray(at + ENTRY_HEAD, end)
    if (!entry || crc32(entry) !== bytes.readUInt32BE(at + 8)) {
      throw new Error(
        last === ''
          ? 'its first entry is damaged'
          : `the entry after ${JSON.stringify(last)} is damaged`,
      )
    }
    const length = bytes.readUInt32BE(at)
    last = entry.toString('utf8', 0, length)
    yield { key: last, value: entry.subarray(length) }
    at += ENTRY_HEAD + entry.length
  }
}

function endOf(bytes: Buffer, at: number): number | undefined {
  if (at + ENTRY_HEAD > bytes.length) return undefined
  const end = at + ENTRY_HEAD + bytes.readUInt32BE(at) + bytes.readUInt32BE(at + 4)
  return end > bytes.length ? undefined : end
}

/** AYS_BACKUP_INVALID: where the file stops to be a backup, and why. */
export function invalidBackup(
  file: string,
  offset: number,
  why: string,
  options: ErrorOptions = {},
): AysError {
  return new AysError('AYS_BACKUP_INVALID', `${file}: at byte ${offset}: ${why}`, {
    ...options,
    details: { file, offset },
    hint: 'Nothing was changed. Take another copy of the file, or an older backup.',
  })
}
