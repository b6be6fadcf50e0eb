import { readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type Diagnostic, isName, type PackFolder } from '@ays/core'
import { isFolder } from '../repository/is-folder.ts'

/** A folder that is a template. */
export interface FoundTemplate {
  readonly name: string
  readonly pack: string
  /** Of the pack; empty where that has none. */
  readonly version: string
  /** Absolute. */
  readonly folder: string
  /** Names of the files in it. */
  readonly files: ReadonlySet<string>
}

/** Files that make a folder a template: those of AYS 8.1, of AYS 9 and ours. */
const MARKS = [
  'service.hrd',
  'actions_mgmt.py',
  'actions_node.py',
  'model.py',
  'actions.py',
  'model.capnp',
  'actor.yaml',
  'config.yaml',
  'actions.ts',
  'actions.js',
]

export interface FoundTemplates {
  /** By name, sorted. */
  readonly templates: ReadonlyMap<string, FoundTemplate>
  readonly diagnostics: readonly Diagnostic[]
}

export interface FindOptions {
  /** Further files that make a folder a template, such as `schema.hrd`. */
  readonly marks: readonly string[]
  /** How diagnostics name a path. */
  readonly display: (path: string) => string
}

/**
 * Every template below some folders, best rank first: a name belongs to the first rank that has it,
 * so that a repository's own templates take the place of those of packs. Within a rank the first path
 * of the first folder is taken, and the other is named in a warning (AYS_TEMPLATE_DUPLICATE).
 */
export async function findTemplates(
  ranks: readonly (readonly PackFolder[])[],
  { marks, display }: FindOptions,
): Promise<FoundTemplates> {
  const walker = new FolderWalker(new Set([...MARKS, ...marks]), display)
  const templates = new Map<string, FoundTemplate>()
  const diagnostics: Diagnostic[] = []
  for (const rank of ranks) {
    const inRank = new Map<string, FoundTemplate>()
    for (const template of (await Promise.all(rank.map((pack) => walker.walk(pack)))).flat()) {
      const first = inRank.get(template.name)
      if (first) diagnostics.push(duplicate(first, template, display))
      else inRank.set(template.name, template)
    }
    for (const [name, template] of inRank) if (!templates.has(name)) templates.set(name, template)
  }
  return {
    templates: new Map([...templates].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))),
    diagnostics: [...walker.diagnostics, ...diagnostics],
  }
}

function duplicate(
  first: FoundTemplate,
  second: FoundTemplate,
  display: (path: string) => string,
): Diagnostic {
  const [used, unused] = [display(first.folder), display(second.folder)]
  return {
    severity: 'warning',
    code: 'AYS_TEMPLATE_DUPLICATE',
    summary: `two templates are named "${first.name}": ${used} is used, ${unused} is not`,
    detail: 'Rename or remove one of them.',
    source: { file: unused, line: 1, column: 1 },
    related: [{ file: used, line: 1, column: 1 }],
  }
}

/** Looks through folders as AYS 8.1 did: not inside a template, not into hidden folders. */
class FolderWalker {
  readonly diagnostics: Diagnostic[] = []
  readonly #marks: ReadonlySet<string>
  readonly #display: (path: string) => string

  constructor(marks: ReadonlySet<string>, display: (path: string) => string) {
    this.#marks = marks
    this.#display = display
  }

  /** The templates below a folder, by path. The folder itself is none, whatever it holds. */
  async walk({ name: pack, version = '', folder }: PackFolder): Promise<FoundTemplate[]> {
    const found: FoundTemplate[] = []
    const seen = new Set<string>()
    const visit = async (path: string, name?: string): Promise<void> => {
      const { files, folders } = await listFolder(path)
      if (name !== undefined && this.#isTemplate(name, files)) {
        if (isName(name) && !name.includes('__'))
          found.push({ name, pack, version, folder: path, files })
        else this.#refuse(path, `"${name}" is not a name for a template`)
        return
      }
      // A symbolic link may lead back up.
      const real = await realpath(path)
      if (seen.has(real)) return
      seen.add(real)
      for (const inner of folders) await visit(join(path, inner), inner)
    }
    if (await isFolder(folder)) await visit(folder)
    else this.#refuse(folder, `the pack "${pack}" has no folder ${this.#display(folder)}`)
    return found
  }

  #isTemplate(name: string, files: ReadonlySet<string>): boolean {
    return !name.startsWith('_') && [...files].some((file) => this.#marks.has(file))
  }

  #refuse(path: string, summary: string): void {
    this.diagnostics.push({
      severity: 'warning',
      code: 'AYS_TEMPLATE_INVALID',
      summary,
      source: { file: this.#display(path), line: 1, column: 1 },
    })
  }
}

async function listFolder(path: string): Promise<{ files: Set<string>; folders: string[] }> {
  const files = new Set<string>()
  const folders: string[] = []
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name)
    const folder = entry.isSymbolicLink() ? await isFolder(inner) : entry.isDirectory()
    if (!folder) files.add(entry.name)
    else if (!entry.name.startsWith('.') && entry.name !== 'node_modules') folders.push(entry.name)
  }
  return { files, folders: folders.toSorted() }
}
