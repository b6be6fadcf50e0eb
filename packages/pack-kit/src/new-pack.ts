import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AysError, isName } from '@ays/core'
import type { OpenAys } from './open-ays.ts'
import { packFiles } from './pack-files.ts'
import { Sandbox } from './sandbox.ts'

export interface NewPackOptions {
  /** As npm shall know it: `ays-pack-notes`, `@who/ays-pack-notes`. */
  readonly name: string
  /** Made, and not there before. */
  readonly folder: string
  readonly open: OpenAys
}

export interface NewPackReport {
  /** Absolute. */
  readonly folder: string
  readonly template: string
  /** Paths in the folder, sorted. */
  readonly files: readonly string[]
}

/** Every name of a package that npm takes. */
const PACKAGE = /^(?:@[a-z0-9-][a-z0-9._-]*\/)?[a-z0-9-][a-z0-9._-]*$/
const TYPES = 'schema.gen.ts'

/**
 * Writes a pack with one template, which keeps every promise of a pack. AYS_NAME_INVALID; AYS_USAGE when the folder
 * is there.
 */
export async function newPack({ name, folder, open }: NewPackOptions): Promise<NewPackReport> {
  const template = templateOf(name)
  const root = resolve(folder)
  await makeFolder(root)
  const files = packFiles(name, template)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
  const sandbox = await Sandbox.create(open)
  try {
    await sandbox.use([root], ({ api }) => api.writeTypes({ names: [template] }))
  } finally {
    await sandbox[Symbol.asyncDispose]()
  }
  const types = `templates/${template}/${TYPES}`
  return { folder: root, template, files: [...Object.keys(files), types].toSorted() }
}

/** `notes` of `@who/ays-pack-notes`. */
function templateOf(name: string): string {
  const template = name.replace(/^@[^/]*\//, '').replace(/^ays-pack-/, '')
  if (PACKAGE.test(name) && isName(template) && !/^_|__/.test(template)) return template
  throw new AysError('AYS_NAME_INVALID', `"${name}" is not a name for a pack`, {
    hint: 'Use lower case letters, digits and "-", such as ays-pack-notes or @who/ays-pack-notes.',
  })
}

/** Never into a folder that is there: its files are somebody's. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await mkdir(path)
  } catch (cause) {
    const hint = 'Choose another folder, or remove it.'
    throw new AysError('AYS_USAGE', `${path} cannot be made`, { cause, hint })
  }
}
