import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { member } from './json.ts'

/** A plugin that somebody has installed, or linked to a folder of their own. */
export interface InstalledPlugin {
  readonly name: string
  readonly type: 'user' | 'link'
  readonly root: string
  /** Of the tarball that it was installed from, else it comes from npm's registry. */
  readonly url?: string
  /** The range of versions, or the tag, by which it is updated. */
  readonly tag?: string
}

/**
 * What the list of oclif's plugin for plugins names, in the order of its installation; nothing where there is no list.
 * Throws when the list cannot be read.
 */
export async function readInstalled(dataDir: string): Promise<InstalledPlugin[]> {
  const file = join(dataDir, 'package.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return entriesOf(JSON.parse(text)).map((entry) => installed(entry, dataDir))
}

interface Entry {
  readonly name: string
  readonly type?: string
  readonly root?: string
  readonly url?: string
  readonly tag?: string
}

function installed({ name, type, root, url, tag }: Entry, dataDir: string): InstalledPlugin {
  if (type === 'link' && root !== undefined) return { name, type, root }
  const from = { ...(url !== undefined && { url }), ...(tag !== undefined && { tag }) }
  return { name, type: 'user', root: join(dataDir, 'node_modules', name), ...from }
}

function entriesOf(list: unknown): Entry[] {
  const plugins = member(member(list, 'oclif'), 'plugins') ?? []
  if (Array.isArray(plugins) && plugins.every(isEntry)) return plugins
  throw new TypeError('"oclif.plugins" is no list of plugins')
}

function isEntry(value: unknown): value is Entry {
  return (
    typeof member(value, 'name') === 'string' &&
    ['type', 'root', 'url', 'tag'].every((name) =>
      ['string', 'undefined'].includes(typeof member(value, name)),
    )
  )
}
