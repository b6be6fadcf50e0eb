import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError } from '@ays/core'
import { isMap, isScalar, parseDocument, stringify } from 'yaml'
import { REPOSITORY_FILE } from './repository.ts'

/** Lets ays.yaml of this folder name another store. All else in it stays as it is, and it is there whole at any moment. */
export async function setStore(folder: string, url: string): Promise<void> {
  const path = await realpath(join(folder, REPOSITORY_FILE))
  const text = withStore(await readFile(path, 'utf8'), url)
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, text, { mode: (await stat(path)).mode, flush: true })
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** The text of an ays.yaml with this store. AYS_INPUT_INVALID for one that has to be edited by hand. */
export function withStore(text: string, url: string): string {
  const changed = edit(text, parseDocument(text).contents, url)
  const store: unknown = parseDocument(changed).get('store')
  if (store === url) return changed
  throw new AysError('AYS_INPUT_INVALID', `${REPOSITORY_FILE} cannot be changed`, {
    hint: `Write this line into it: store: ${url}`,
  })
}

function edit(text: string, contents: unknown, url: string): string {
  if (!isMap(contents)) return text
  const value = stringify(url, { lineWidth: 0 }).trimEnd()
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'store')
  if (pair && isScalar(pair.value) && pair.value.range) {
    const [begin, end] = pair.value.range
    // A block reaches over the end of its last line.
    const old = text.slice(begin, end).trimEnd()
    return text.slice(0, begin) + value + text.slice(begin + old.length)
  }
  const [first] = contents.items
  const at = first && isScalar(first.key) && first.key.range ? first.key.range[0] : 0
  const line = contents.flow ? `store: ${JSON.stringify(url)}, ` : `store: ${value}\n`
  return text.slice(0, at) + line + text.slice(at)
}
