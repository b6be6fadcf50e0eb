import { formatAddress, type PortFile, type ServiceAddress } from '@ays/core'

/** The files of an export, by what they hold. */
export const FILES = {
  /** Says that the folder is an export, and of which kind. */
  head: 'export.json',
  actor: 'actor.json',
  schema: 'schema.capnp',
  lock: 'schema.lock.json',
  service: 'service.json',
  data: 'data.json',
} as const

const ACTORS = 'actors/'
const SERVICES = 'services/'

/** Where the files of an actor are. */
export function actorFolder(name: string): string {
  return `${ACTORS}${name}`
}

/** Where the files of a service are: below those of its parents, the uppermost first. */
export function serviceFolder(service: ServiceAddress, parents: readonly ServiceAddress[]): string {
  return `${SERVICES}${[...parents, service].map(formatAddress).join('/')}`
}

/** The bundle of an action. */
export function codeFile(action: string): string {
  return `${action}.js`
}

/** Which line of the author's each line of a bundle is. */
export function mapFile(action: string): string {
  return `${codeFile(action)}.map`
}

/** JSON as it is written: indented, so that git shows what changed. */
export function jsonFile(file: string, value: object): PortFile {
  return { file, text: `${JSON.stringify(value, undefined, 2)}\n` }
}

/** A folder of an export with the files that are in it. */
export interface PortFolder {
  /** As faults name it. */
  readonly path: string
  /** Its own name. */
  readonly name: string
  readonly files: ReadonlyMap<string, PortFile>
}

export interface PortTree {
  /** What the paths of its files, as faults name them, begin with. */
  readonly root: string
  /** By their path in the tree. */
  readonly files: ReadonlyMap<string, PortFile>
  readonly actors: readonly PortFolder[]
  readonly services: readonly PortFolder[]
}

/** The folders of actors and services in a folder; what else is there is nobody's business. */
export function toTree(files: readonly PortFile[], folder = ''): PortTree {
  const root = folder === '' ? '' : `${folder}/`
  const all = new Map(
    files
      .filter(({ file }) => file.startsWith(root))
      .map((file) => [file.file.slice(root.length), file]),
  )
  return {
    root,
    files: all,
    actors: foldersWith(all, /^actors\/[^/]+\/[^/]+$/),
    services: foldersWith(all, /^services\/.+\/(?:service\.json|data\.json|schema\.capnp)$/),
  }
}

function foldersWith(all: ReadonlyMap<string, PortFile>, pattern: RegExp): PortFolder[] {
  const folders = new Map<string, PortFolder & { readonly files: Map<string, PortFile> }>()
  for (const [key, file] of all) {
    if (!pattern.test(key)) continue
    const path = file.file.slice(0, file.file.lastIndexOf('/'))
    const name = path.slice(path.lastIndexOf('/') + 1)
    const found = folders.get(path) ?? { path, name, files: new Map<string, PortFile>() }
    folders.set(path, found)
    found.files.set(file.file.slice(path.length + 1), file)
  }
  return [...folders.values()]
}
