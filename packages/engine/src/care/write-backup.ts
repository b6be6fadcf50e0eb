import { open, type FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { throwIfAborted } from '@ays/core'
import {
  type BackupHeader,
  encodeBlock,
  encodeEntry,
  encodeHeader,
  MAGIC,
} from './backup-format.ts'
import { type CareOptions, type Content, type Contents, ContentsCounter } from './contents.ts'

const deflate = promisify(deflateRaw)
/** Bytes of entries in one block, before it is deflated; an entry is never divided. */
const BLOCK = 2 ** 18
/** A backup holds secrets. */
const PRIVATE = 0o600

export type BackupOrigin = Omit<BackupHeader, 'format' | 'entries' | 'bytes'>

/** Writes a new file with these entries, which come in the order of their keys; it is on the disk when this resolves. */
export async function writeBackup(
  file: string,
  origin: BackupOrigin,
  entries: AsyncIterable<Content>,
  { signal, on }: CareOptions = {},
): Promise<Contents> {
  const counter = new ContentsCounter(on, { phase: 'write' })
  const handle = await open(file, 'wx', PRIVATE)
  try {
    await handle.writeFile(MAGIC)
    // The counts are known at the end: this holds their place.
    await handle.writeFile(headerOf(origin, { entries: 0, bytes: 0 }))
    const block = new EntryBlock(handle)
    for await (const entry of entries) {
      throwIfAborted(signal)
      counter.add(entry)
      await block.add(entry)
    }
    await block.flush()
    const contents = counter.finish()
    await handle.writeFile(encodeBlock('T', Buffer.from(contents.digest)))
    await handle.write(headerOf(origin, contents), undefined, undefined, MAGIC.length)
    await handle.sync()
    return contents
  } finally {
    await handle.close()
  }
}

function headerOf(origin: BackupOrigin, { entries, bytes }: Omit<Contents, 'digest'>): Buffer {
  return encodeHeader({ format: 'ays-backup', ...origin, entries, bytes })
}

class EntryBlock {
  readonly #handle: FileHandle
  #entries: Buffer[] = []
  #size = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async add(content: Content): Promise<void> {
    const entry = encodeEntry(content)
    if (this.#size > 0 && this.#size + entry.length > BLOCK) await this.flush()
    this.#entries.push(entry)
    this.#size += entry.length
  }

  async flush(): Promise<void> {
    if (this.#size === 0) return
    const content = await deflate(Buffer.concat(this.#entries))
    this.#entries = []
    this.#size = 0
    await this.#handle.writeFile(encodeBlock('E', content))
  }
}
