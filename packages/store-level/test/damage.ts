import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LevelStore } from '@ays/store-level'

export const value = new Uint8Array(500).map((_, index) => index)

export async function open(path: string): Promise<LevelStore> {
  const store = new LevelStore({ path })
  await store.open()
  return store
}

/** Four hundred entries, half of them in a table and half in the log; returns the last revision. */
export async function fill(path: string): Promise<string> {
  let last = '0'
  for (const part of ['table', 'log']) {
    await using store = await open(path)
    for (let n = 0; n < 200; n++) {
      const key = `${part}/${String(n).padStart(3, '0')}`
      last = (await store.commit({ id: key, puts: [{ key, value }] })).revision
    }
  }
  return last
}

/** How many of the entries are there, each as it was written. */
export async function readAll(path: string): Promise<number> {
  await using store = await open(path)
  let count = 0
  for await (const entry of store.scan({})) {
    if (/^(?:log|table)\/\d{3}$/.test(entry.key) && Buffer.compare(entry.value, value) === 0)
      count++
  }
  return count
}

export async function fileOf(path: string, pattern: RegExp): Promise<string> {
  const name = (await readdir(path)).find((file) => pattern.test(file))
  return join(path, name ?? 'none')
}

/** Turns all bits of four bytes, so far into a file. */
export async function flip(path: string, pattern: RegExp, at: number): Promise<void> {
  const file = await fileOf(path, pattern)
  const bytes = await readFile(file)
  const start = Math.floor(bytes.length * at)
  for (let index = start; index < start + 4; index++) bytes[index] = (bytes[index] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}

/** Leaves the first part of a file. */
export async function cut(path: string, pattern: RegExp, at: number): Promise<void> {
  const file = await fileOf(path, pattern)
  await truncate(file, Math.floor((await readFile(file)).length * at))
}

async function remove(path: string, pattern: RegExp): Promise<void> {
  await rm(await fileOf(path, pattern))
}

/** Everything that can be wrong, and how many of the entries a repair saves at least. */
export const DAMAGES: readonly (readonly [
  what: string,
  saved: number,
  damage: (path: string) => Promise<void>,
])[] = [
  ['changed bits in a table', 200, (path) => flip(path, /\.ldb$/, 0.3)],
  ['changed bits in the index of a table', 200, (path) => flip(path, /\.ldb$/, 0.998)],
  ['changed bits in the manifest', 400, (path) => flip(path, /^MANIFEST/, 0.5)],
  ['changed bits in the log', 200, (path) => flip(path, /\.log$/, 0.1)],
  ['a table that was cut', 200, (path) => cut(path, /\.ldb$/, 0.5)],
  ['a manifest that was cut', 400, (path) => cut(path, /^MANIFEST/, 0)],
  ['a missing CURRENT', 400, (path) => remove(path, /^CURRENT$/)],
  ['a missing manifest', 400, (path) => remove(path, /^MANIFEST/)],
  ['a missing table', 200, (path) => remove(path, /\.ldb$/)],
]
