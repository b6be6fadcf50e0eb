import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'

/** sha256, hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** What each path of a bundle looked like: a file's content, a folder's names, or nothing there. */
export class FileHashes {
  readonly #hashes = new Map<string, Promise<string>>()

  /** Of a file's content; '' when there is no file. Each file is read once. */
  file(path: string): Promise<string> {
    return this.#once(path, async () => sha256(await readFile(path)))
  }

  /** Of the names in a folder: a new file may be found in the place of another. '' for none. */
  folder(path: string): Promise<string> {
    return this.#once(`${path}/`, async () => sha256((await readdir(path)).toSorted().join('\n')))
  }

  #once(key: string, make: () => Promise<string>): Promise<string> {
    const found = this.#hashes.get(key)
    if (found) return found
    const made = make().catch(() => '')
    this.#hashes.set(key, made)
    return made
  }
}
