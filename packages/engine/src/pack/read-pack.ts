import { readFile, realpath } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { isFolder } from '../repository/is-folder.ts'
import { isMapping } from '../yaml/yaml-document.ts'

/** A pack that lies in a folder. */
export interface Pack {
  readonly name: string
  /** Empty when its package.json has none. */
  readonly version: string
  /** Its folders of templates, absolute. */
  readonly folders: readonly string[]
}

/** A pack, or why the folder is none. */
export interface PackReading {
  readonly pack?: Pack
  readonly fault?: string
  /** Nothing in it says that it is a pack: as a plain folder of templates it may be one all the same. */
  readonly plain?: true
}

const FOLDER = './templates'
const NONE = 'its package.json names no folders under "ays.packs", and it has no templates/'

/**
 * An npm package as a pack: `ays.packs` of its package.json names the folders of templates, `templates/`
 * is one without it. None of them leads out of the package.
 */
export async function readPack(root: string): Promise<PackReading> {
  const text = await readFile(join(root, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return { fault: 'it has no package.json', plain: true }
  const json = parseJson(text)
  if (!isMapping(json)) return { fault: 'its package.json is not a JSON object' }
  const { name, version, ays } = json
  const named = isMapping(ays) ? ays['packs'] : undefined
  const paths = named === undefined ? await ownFolder(root) : named
  if (!isTexts(paths)) return { fault: 'its package.json has no list of paths under "ays.packs"' }
  if (paths.length === 0) return { fault: NONE, plain: true }
  for (const path of paths) {
    const fault = await faultOf(root, path)
    if (fault) return { fault }
  }
  return {
    pack: {
      name: typeof name === 'string' ? name : basename(root),
      version: typeof version === 'string' ? version : '',
      folders: paths.map((path) => join(root, path)),
    },
  }
}

async function ownFolder(root: string): Promise<string[]> {
  return (await isFolder(join(root, FOLDER))) ? [FOLDER] : []
}

async function faultOf(root: string, path: string): Promise<string | undefined> {
  const folder = join(root, path)
  if (isAbsolute(path) || !isInside(root, folder)) return `"${path}" leads out of the package`
  if (!(await isFolder(folder))) return `it has no folder ${path}`
  const real = isInside(await realpath(root), await realpath(folder))
  return real ? undefined : `"${path}" leads out of the package`
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
