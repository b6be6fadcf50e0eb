import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { TempRepository } from '../harness/temp-repository.ts'

/** The folder of real inputs; this project of the tests runs only where it is given. */
const root = process.env['AYS_CORPUS'] ?? ''

/** A path below the corpus. */
export function corpusPath(...parts: string[]): string {
  return path.join(root, ...parts)
}

/** Text of a file below the corpus. */
export function corpusText(...parts: string[]): string {
  return readFileSync(corpusPath(...parts), 'utf8')
}

/** Files below a folder of the corpus, relative to it, sorted. */
export function corpusFiles(...parts: string[]): string[] {
  return readdirSync(corpusPath(...parts), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(corpusPath(...parts), path.join(entry.parentPath, entry.name)))
    .toSorted()
}

/** Folders of the templates in a tree of 8.1, relative to it: each holds a schema.hrd. */
export function templateFolders(tree: string): string[] {
  return corpusFiles(tree)
    .filter((file) => path.basename(file) === 'schema.hrd')
    .map((file) => path.dirname(file))
}

/**
 * Copies a tree of templates below the repository, as its pack, and gives each template an actions.ts:
 * the originals' actions are Python.
 */
export async function addPack(
  repository: TempRepository,
  tree: string,
  actions: (template: string) => string,
): Promise<void> {
  for (const file of corpusFiles(tree)) {
    await repository.write(path.join('pack', file), corpusText(tree, file))
  }
  for (const folder of templateFolders(tree)) {
    await repository.write(path.join('pack', folder, 'actions.ts'), actions(path.basename(folder)))
  }
}

/** Copies a folder of blueprints of the corpus into the repository's own. */
export async function addBlueprints(repository: TempRepository, folder: string): Promise<void> {
  for (const file of corpusFiles('blueprints', folder)) {
    await repository.write(path.join('blueprints', file), corpusText('blueprints', folder, file))
  }
}
