import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { AysError, type BlueprintFile } from '@ays/core'
import { displayPath } from './display-path.ts'
import type { Repository } from './repository.ts'
import { statOf } from './stat-of.ts'

const FOLDER = 'blueprints'

/**
 * The blueprints of a repository, sorted by name: all of `blueprints/` but those whose name starts
 * with `_`, or exactly the given files and all of the given folders. Relative names start at the
 * working directory, else at the repository, else at its `blueprints/`. Each goes by its path from
 * the repository. AYS_USAGE for names that are no file and no folder.
 */
export function blueprintFiles(
  repository: Pick<Repository, 'folder'>,
  names?: readonly string[],
): BlueprintFile[] {
  const { folder } = repository
  const paths =
    names === undefined || names.length === 0
      ? listFolder(join(folder, FOLDER))
      : expandAll(folder, names)
  return [...new Set(paths)].map((path) => ({
    file: displayPath(folder, path),
    text: readFileSync(path, 'utf8'),
  }))
}

function expandAll(folder: string, names: readonly string[]): string[] {
  const found = names.map((name) => expand(folder, name))
  const missing = names.filter((_, at) => found[at] === undefined)
  if (missing.length === 0) return found.flatMap((paths) => paths ?? [])
  const list = missing.map((name) => JSON.stringify(name)).join(', ')
  throw new AysError('AYS_USAGE', `there is no blueprint ${list}`, {
    hint: 'Give a file or a folder; without one, all of blueprints/ is read.',
  })
}

/** Undefined when there is nothing by that name. */
function expand(folder: string, name: string): string[] | undefined {
  for (const path of [resolve(name), resolve(folder, name), resolve(folder, FOLDER, name)]) {
    const found = statOf(path)
    if (found?.isDirectory()) return listFolder(path)
    if (found) return [path]
  }
  return undefined
}

function listFolder(folder: string): string[] {
  if (!statOf(folder)?.isDirectory()) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && isActive(entry.name))
    .map(({ name }) => join(folder, name))
    .toSorted()
}

function isActive(path: string): boolean {
  return /\.ya?ml$/.test(path) && !/^[_.]/.test(basename(path))
}
