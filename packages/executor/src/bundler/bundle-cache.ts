import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { BundledAction } from '@ays/core'
import { writeWhole } from '../write-whole.ts'
import { type FileHashes, sha256 } from './file-hashes.ts'

/** Raised when the same inputs shall give other bundles. */
const FORMAT = 2

/** What a bundle depended on: paths relative to the actions file's folder, folders end in `/`. */
export type BundleInputs = Readonly<Record<string, string>>

interface Entry {
  readonly inputs: BundleInputs
  readonly actions: readonly BundledAction[]
}

/** Bundles by the files they were made of, one cache file for each actions file. */
export class BundleCache {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = join(folder, 'bundle')
  }

  /** The bundles, when every input still is what it was. */
  async get(file: string, hashes: FileHashes): Promise<readonly BundledAction[] | undefined> {
    const entry = await this.#read(file)
    if (entry === undefined) return undefined
    const now = await hashInputs(file, Object.keys(entry.inputs), hashes)
    const same = Object.entries(entry.inputs).every(([path, hash]) => now[path] === hash)
    return same ? entry.actions : undefined
  }

  async put(file: string, inputs: BundleInputs, actions: readonly BundledAction[]): Promise<void> {
    await writeWhole(this.#pathOf(file), JSON.stringify({ inputs, actions } satisfies Entry))
  }

  /** A cache that cannot be read is no cache. */
  async #read(file: string): Promise<Entry | undefined> {
    try {
      const entry: Entry = JSON.parse(await readFile(this.#pathOf(file), 'utf8'))
      return entry
    } catch {
      return undefined
    }
  }

  /** Relative, so that a repository that moves with its cache keeps it. */
  #pathOf(file: string): string {
    const key = relative(this.#folder, file).split(sep).join('/')
    return join(this.#folder, `${sha256(`${FORMAT} ${key}`)}.json`)
  }
}

/** What each path is now. */
export async function hashInputs(
  file: string,
  paths: readonly string[],
  hashes: FileHashes,
): Promise<BundleInputs> {
  const hash = async (path: string) => {
    const absolute = resolve(dirname(file), path)
    return [path, await (path.endsWith('/') ? hashes.folder(absolute) : hashes.file(absolute))]
  }
  return Object.fromEntries(await Promise.all(paths.map(hash)))
}
