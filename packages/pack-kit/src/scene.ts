import { createHash } from 'node:crypto'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What can be seen at a moment: files by path, services, and the fields of one, each with what it is like. */
export type Scene = ReadonlyMap<string, string>

/** Every file, folder and link below a folder, by its path behind `prefix`, except those to skip. */
export async function readTree(
  folder: string,
  prefix: string,
  skip: ReadonlySet<string> = new Set(),
): Promise<Map<string, string>> {
  const tree = new Map<string, string>()
  const visit = async (path: string, shown: string): Promise<void> => {
    for (const name of (await readdir(path)).toSorted()) {
      const inner = shown === prefix && skip.has(name) ? undefined : join(path, name)
      if (inner === undefined) continue
      const kind = await describe(inner)
      tree.set(`${shown}${name}`, kind)
      if (kind.startsWith(FOLDER)) await visit(inner, `${shown}${name}/`)
    }
  }
  await visit(folder, prefix)
  return tree
}

const FOLDER = 'folder'

/** Equal for what nobody can tell apart; when it was written does not count. */
async function describe(path: string): Promise<string> {
  const stat = await lstat(path)
  const mode = (stat.mode & 0o777).toString(8)
  if (stat.isDirectory()) return `${FOLDER} ${mode}`
  if (stat.isSymbolicLink()) return `link to ${await readlink(path)}`
  if (!stat.isFile()) return 'something else'
  const digest = createHash('sha256').update(await readFile(path))
  return `file ${mode}, ${stat.size} bytes, ${digest.digest('hex').slice(0, 8)}`
}

/** One line for each thing in which two scenes differ. */
export function differencesOf(before: Scene, after: Scene): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, was] of before) {
    const is = after.get(name)
    if (is === undefined) found.set(name, `${name} is gone`)
    else if (is !== was) found.set(name, `${name} was ${was}, is ${is}`)
  }
  for (const [name, is] of after) if (!before.has(name)) found.set(name, `${name} is new: ${is}`)
  return found
}
