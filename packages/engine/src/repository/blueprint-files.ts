import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AysError, type BlueprintFile } from '@ays/core'
import { displayPath } from './display-path.ts'
import type { Repository } from './repository.ts'

const FOLDER = 'blueprints'

/**
 * The blueprints of a repository, sorted by name: all of `blueprints/` but those whose name starts
 * with `_`, or exactly the given files and all of the given folders. Relative names start at the
 * working directory, else at the repository, else at its `blueprints/`. Each goes by its path from
 * the repository. AYS_USAGE for names that are no file and no folder.
 */
export async function blueprintFiles(
  repository: Pick<Repository, 'folder'>,
  names?: readonly string[],
): Promise<BlueprintFile[]> {
  const { folder } = repository
  const paths =
    names === undefined || names.length === 0
      ? await listFolder(join(folder, FOLDER))
      : await expandAll(folder, names)
  return Promise.all(
    [...new Set(paths)].map(async (path) => ({
      file: displayPath(folder, path),
      text: await readFile(path, 'utf8'),
    })),
  )
}

async function expandAll(folder: string, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map((name) => expand(folder, name)))
  const missing = names.filter((_, at) => found[at] === undefined)
  if (missing.length === 0) return found.flatMap((paths) => paths ?? [])
  const list = missing.map((name) => JSON.stringify(name)).join(', ')
  throw new AysError('AYS_USAGE', `there is no blueprint ${list}`, {
    hint: 'Give a file or a folder; without one, all of blueprints/ is read.',
  })
}

/** Undefined when there is nothing by that name. */
async function expand(folder: string, name: string): Promise<string[] | undefined> {
  for (const path of [resolve(name), resolve(folder, name), resolve(folder, FOLDER, name)]) {
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) return listFolder(path)
    if (found) return [path]
  }
  return undefined
}

async function listFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => !entry.isDirectory() && isActive(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted()
}

function isActive(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/^[_.]/.test(basename(path))
}
