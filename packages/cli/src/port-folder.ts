import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { AysError, type PortFile } from '@ays/core'

/** The file that says that a folder is an export. */
const HEAD = 'export.json'
/** The folders of an export. What else is beside them stays. */
const FOLDERS = ['actors', 'services']

const EXPORT = /^export\.json$|^(?:actors|services)\/.+\.(?:json|capnp|js|map)$/
const AYS = /^blueprints\/[^/]+$|^(?:actors|services)\/.+\.(?:json|capnp|py)$/

/** The files of an export. AYS_USAGE for what is no folder. */
export function readExport(folder: string): Promise<PortFile[]> {
  return readFiles(folder, EXPORT)
}

/** The files of a repository of AYS 8.1 or 9. AYS_USAGE where there is none. */
export async function readAys(folder: string): Promise<PortFile[]> {
  const files = await readFiles(folder, AYS)
  if (files.length > 0) return files
  throw new AysError('AYS_USAGE', `${folder} is no repository of AYS 8.1 or 9`, {
    hint: 'It has a folder services/, actors/ or blueprints/.',
  })
}

async function readFiles(folder: string, wanted: RegExp): Promise<PortFile[]> {
  const texts = await readTexts(folder, wanted)
  return Array.from(texts, ([path, text]) => ({ file: slashed(join(folder, path)), text }))
}

/** By path from the folder, sorted. */
async function readTexts(folder: string, wanted: RegExp): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (cause: unknown) => {
      throw new AysError('AYS_USAGE', `the folder ${folder} cannot be read`, { cause })
    },
  )
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => slashed(relative(folder, join(parentPath, name))))
    .filter((path) => wanted.test(path))
    .toSorted()
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')))
  return new Map(paths.map((path, at) => [path, texts[at] ?? '']))
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/')
}

export interface Written {
  /** Files that were not there, or had another text. */
  readonly written: number
  /** Files of what is no longer there. */
  readonly removed: number
}

/**
 * Makes the folder hold this export, and touches only what differs. `closed` lets only its owner read the files.
 * AYS_USAGE for a folder whose `actors` or `services` are no export.
 */
export async function writeExport(
  folder: string,
  files: readonly PortFile[],
  { closed }: { readonly closed: boolean },
): Promise<Written> {
  const before = await readBefore(folder)
  const mode = closed ? 0o600 : 0o666
  let written = 0
  for (const { file, text } of files) {
    const same = before.get(file) === text
    before.delete(file)
    // A file keeps its mode when it is written over.
    if (same && !closed) continue
    const path = inside(folder, file)
    await mkdir(dirname(path), { recursive: true })
    if (closed) await rm(path, { force: true })
    await writeFile(path, text, { mode })
    if (!same) written += 1
  }
  for (const file of before.keys()) await remove(folder, file)
  return { written, removed: before.size }
}

/** What an earlier export left, by path. */
async function readBefore(folder: string): Promise<Map<string, string>> {
  await mkdir(folder, { recursive: true })
  const names = await readdir(folder)
  const foreign = names.find((name) => FOLDERS.includes(name))
  if (!names.includes(HEAD) && foreign !== undefined) {
    throw new AysError('AYS_USAGE', `${join(folder, foreign)} is there, and is no export`, {
      hint: 'Choose another folder.',
    })
  }
  return readTexts(folder, EXPORT)
}

/** Where a server says that a file is, as long as that is in the folder. */
function inside(folder: string, file: string): string {
  const path = join(folder, file)
  if (!relative(folder, path).startsWith('..')) return path
  throw new AysError('AYS_INTERNAL', `${file} leads out of the export`)
}

/** The file, and the folders that it leaves empty. */
async function remove(folder: string, file: string): Promise<void> {
  await rm(join(folder, file))
  for (let above = dirname(file); above !== '.'; above = dirname(above)) {
    const left = await readdir(join(folder, above))
    if (left.length > 0) return
    await rmdir(join(folder, above))
  }
}
