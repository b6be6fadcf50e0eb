import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, isAbsolute, join, resolve } from 'node:path'
import type { Diagnostic, PackFolder } from '@ays/core'
import { isMapping } from '../yaml/yaml-document.ts'
import { isFolder } from './is-folder.ts'
import type { Repository } from './repository.ts'

/** Packs that were found, and a warning for each that was not. */
export interface ResolvedPacks {
  readonly packs: readonly PackFolder[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The folders of templates that `packs:` names, in its order. A folder stands for itself; an npm
 * package, found from the repository, for what `ays.packs` of its package.json says. A pack that is
 * not there is skipped with a warning (AYS_PLUGIN_BROKEN).
 */
export async function resolvePacks(repository: Repository): Promise<ResolvedPacks> {
  const found = await Promise.all(repository.packs.map((name) => resolvePack(repository, name)))
  return {
    packs: found.flatMap(({ packs }) => packs),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
  }
}

async function resolvePack({ folder }: Repository, name: string): Promise<ResolvedPacks> {
  if (isPath(name)) {
    const path = resolve(folder, name)
    if (!(await isFolder(path))) return broken(name, `there is no folder ${path}`)
    const manifest = await readManifest(path)
    if (manifest && manifest.packs.length > 0) return packsOf(path, manifest)
    return { packs: [{ name: basename(path), folder: path }], diagnostics: [] }
  }
  const root = await findPackage(folder, name)
  if (root === undefined) return broken(name, 'no such npm package is installed here')
  const manifest = await readManifest(root)
  if (!manifest || manifest.packs.length === 0) {
    return broken(name, 'its package.json names no folders under "ays.packs"')
  }
  return packsOf(root, { ...manifest, name })
}

interface PackManifest {
  readonly name: string
  readonly packs: readonly string[]
}

function packsOf(root: string, { name, packs }: PackManifest): ResolvedPacks {
  return { packs: packs.map((path) => ({ name, folder: resolve(root, path) })), diagnostics: [] }
}

function broken(name: string, why: string): ResolvedPacks {
  const summary = `the pack "${name}" of ays.yaml is skipped: ${why}`
  const detail = 'Install the package, or mend the path; it starts at the folder of ays.yaml.'
  return {
    packs: [],
    diagnostics: [{ severity: 'warning', code: 'AYS_PLUGIN_BROKEN', summary, detail }],
  }
}

function isPath(name: string): boolean {
  return name.startsWith('.') || isAbsolute(name)
}

/** Walks node_modules itself: `exports` of a package may hide its package.json from require. */
async function findPackage(folder: string, name: string): Promise<string | undefined> {
  const places = createRequire(join(folder, 'package.json')).resolve.paths(name) ?? []
  for (const place of places) {
    if (await isFolder(join(place, name))) return join(place, name)
  }
  return undefined
}

async function readManifest(folder: string): Promise<PackManifest | undefined> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const json: unknown = parseJson(text)
  const ays = isMapping(json) ? json['ays'] : undefined
  const packs = isMapping(ays) ? ays['packs'] : undefined
  return {
    name: isMapping(json) && typeof json['name'] === 'string' ? json['name'] : basename(folder),
    packs: Array.isArray(packs) ? packs.filter((path) => typeof path === 'string') : [],
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
