import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { AysError, compareKeys, throwIfAborted } from '@ays/core'
import {
  BACKUP_VERSION,
  type BackupHeader,
  decodeBlock,
  decodeEntries,
  FRAME,
  invalidBackup,
  MAGIC,
} from './backup-format.ts'
import { type CareOptions, type Content, type Contents, ContentsCounter } from './contents.ts'

const inflate = promisify(inflateRaw)
/** Bytes of a block, inflated: above one entry of any store. */
const LARGEST = 2 ** 30

interface Block {
  readonly kind: string
  readonly content: Buffer
  /** Where it begins, and where the next one does. */
  readonly offset: number
  readonly end: number
}

/** A backup that is open for reading. */
export class BackupFile implements AsyncDisposable {
  readonly header: BackupHeader
  readonly #file: string
  readonly #handle: FileHandle
  /** Of the trailer, once that was read. */
  #digest = ''

  private constructor(file: string, handle: FileHandle, header: BackupHeader) {
    this.#file = file
    this.#handle = handle
    this.header = header
  }

  /** AYS_USAGE without the file; AYS_BACKUP_INVALID; AYS_REPOSITORY_NEWER for the backup of a newer AYS. */
  static async open(file: string): Promise<BackupFile> {
    const handle = await open(file).catch((cause: unknown) => {
      throw new AysError('AYS_USAGE', `${file} cannot be read`, { cause })
    })
    try {
      return new BackupFile(file, handle, await readHeader(file, handle))
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close()
  }

  /** Reads all of it, and resolves only when it is what was written. AYS_BACKUP_INVALID names the first fault. */
  async check({ signal, on }: CareOptions = {}): Promise<Contents> {
    const { entries, bytes } = this.header
    const counter = new ContentsCounter(on, { phase: 'read', total: entries })
    for await (const entry of this.entries()) {
      throwIfAborted(signal)
      counter.add(entry)
    }
    const contents = counter.finish()
    const same = contents.digest === this.#digest
    if (same && contents.entries === entries && contents.bytes === bytes) return contents
    throw invalidBackup(this.#file, 0, 'its entries are not those that were written')
  }

  /** The entries from a key on. AYS_BACKUP_INVALID at the first fault. */
  async *entries(from = ''): AsyncGenerator<Content> {
    let last: string | undefined
    for await (const block of this.#blocks()) {
      for (const entry of await this.#entriesOf(block)) {
        if (last !== undefined && compareKeys(last, entry.key) >= 0) {
          throw invalidBackup(this.#file, block.offset, 'the keys are not in their order')
        }
        last = entry.key
        if (compareKeys(entry.key, from) >= 0) yield entry
      }
    }
  }

  /** Those between the header and the trailer, which is the last thing in the file. */
  async *#blocks(): AsyncGenerator<Block> {
    const { size } = await this.#handle.stat()
    const header = await readBlock(this.#file, this.#handle, MAGIC.length)
    let block = await readBlock(this.#file, this.#handle, header.end)
    for (; block.kind === 'E'; block = await readBlock(this.#file, this.#handle, block.end)) {
      yield block
    }
    if (block.kind !== 'T') throw invalidBackup(this.#file, block.offset, 'this is no block')
    if (block.end !== size) throw invalidBackup(this.#file, block.end, 'something follows its end')
    this.#digest = block.content.toString()
  }

  async #entriesOf({ content, offset }: Block): Promise<Content[]> {
    try {
      return [...decodeEntries(await inflate(content, { maxOutputLength: LARGEST }))]
    } catch (cause) {
      throw invalidBackup(this.#file, offset, 'its entries cannot be read', { cause })
    }
  }
}

async function readHeader(file: string, handle: FileHandle): Promise<BackupHeader> {
  const magic = await readAt(handle, 0, MAGIC.length)
  if (!magic.equals(MAGIC)) throw invalidBackup(file, 0, 'this is no backup of AYS')
  const { kind, content } = await readBlock(file, handle, MAGIC.length)
  const header = kind === 'H' ? parseHeader(content) : undefined
  if (!header) throw invalidBackup(file, MAGIC.length, 'its header cannot be read')
  if (header.version <= BACKUP_VERSION) return header
  throw new AysError(
    'AYS_REPOSITORY_NEWER',
    `${file} has version ${header.version}, this AYS knows ${BACKUP_VERSION}`,
    { hint: `Use AYS ${header.ays} or newer.` },
  )
}

function parseHeader(content: Buffer): BackupHeader | undefined {
  const value: unknown = JSON.parse(content.toString())
  return isHeader(value) ? value : undefined
}

function isHeader(value: unknown): value is BackupHeader {
  if (typeof value !== 'object' || value === null) return false
  const {
    format,
    version,
    repository,
    entries,
    bytes,
  }: Partial<Record<keyof BackupHeader, unknown>> = value
  return (
    format === 'ays-backup' &&
    typeof repository === 'string' &&
    [version, entries, bytes].every((number) => typeof number === 'number')
  )
}

/** The block at this place. AYS_BACKUP_INVALID when it is cut or damaged. */
async function readBlock(file: string, handle: FileHandle, offset: number): Promise<Block> {
  const { size } = await handle.stat()
  const head = await readAt(handle, offset, FRAME.before)
  const length = head.length < FRAME.before ? 0 : head.readUInt32BE(1)
  const end = offset + FRAME.before + length + FRAME.after
  // Before the room for it is made: a damaged length could be anything.
  if (end > size) throw invalidBackup(file, size, 'the file is cut, or damaged before')
  const block = await readAt(handle, offset, end - offset)
  const content = decodeBlock(block)
  if (!content) throw invalidBackup(file, offset, 'the block that begins here is damaged')
  return { kind: block.toString('latin1', 0, 1), content, offset, end }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}
