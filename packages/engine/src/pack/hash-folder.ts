import { createHash } from 'node:crypto'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The content of a folder, in the form of npm's integrity: names and bytes of all files. What is hidden and
 * `node_modules` do not count; of a symbolic link counts where it leads.
 */
export async function hashFolder(folder: string): Promise<string> {
  const hash = createHash('sha512')
  const visit = async (path: string, name: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const [inner, innerName] = [join(path, entry.name), `${name}/${entry.name}`]
      if (entry.isDirectory()) await visit(inner, innerName)
      else hash.update(`${JSON.stringify([innerName, await digestOf(inner, entry)])}\n`)
    }
  }
  await visit(folder, '')
  return `sha512-${hash.digest('base64')}`
}

async function digestOf(path: string, entry: { isSymbolicLink(): boolean }): Promise<string> {
  if (entry.isSymbolicLink()) return `link ${await readlink(path)}`
  return createHash('sha512')
    .update(await readFile(path))
    .digest('hex')
}
