import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assertNoErrors } from '@ays/core'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { Shape, toDiagnostics } from '../yaml/shape.ts'

/** What an entry of `packs:` was when it was pinned. */
export interface LockedPack {
  readonly name: string
  readonly version: string
  /** Of the tarball, as npm has it (`sha512-…`); of a folder, of what is in it. */
  readonly integrity: string
  /** The pack and what it depends on, as a package-lock.json of npm has it; absent for a folder. */
  readonly packages?: Readonly<Record<string, unknown>>
}

/** By the text of the entry. */
export type LockedPacks = Readonly<Record<string, LockedPack>>

/** Beside ays.yaml, and in git like it. */
export const PACK_LOCK_FILE = 'ays.lock.json'

const CODE = 'AYS_INPUT_INVALID'

const shape = new Shape<{ readonly version: 1; readonly packs: LockedPacks }>({
  title: 'a lock of packs',
  type: 'object',
  required: ['version', 'packs'],
  additionalProperties: false,
  properties: {
    version: { title: 'a version of the lock that this AYS knows', const: 1 },
    packs: {
      title: 'a mapping of packs',
      type: 'object',
      additionalProperties: {
        title: 'a pinned pack',
        type: 'object',
        required: ['name', 'version', 'integrity'],
        additionalProperties: false,
        properties: {
          // A folder is made of both.
          name: {
            title: 'the name of a package',
            type: 'string',
            pattern: String.raw`^(@[\w.~-]+/)?[\w~-][\w.~-]*$`,
          },
          version: { title: 'a version', type: 'string', pattern: String.raw`^[\w.+-]*$` },
          integrity: {
            title: 'an integrity of npm',
            type: 'string',
            pattern: '^sha512-[A-Za-z0-9+/]{86}==$',
          },
          packages: {
            title: 'a mapping of packages',
            type: 'object',
            additionalProperties: { type: 'object' },
          },
        },
      },
    },
  },
})

/** Nothing is pinned without the file. AYS_INPUT_INVALID with a diagnostic for every fault of it. */
export async function readPackLock(folder: string): Promise<LockedPacks> {
  const text = await readFile(join(folder, PACK_LOCK_FILE), 'utf8').catch(() => undefined)
  if (text === undefined) return {}
  const document = parseYaml(text, PACK_LOCK_FILE, { code: CODE })
  const what = `${join(folder, PACK_LOCK_FILE)} has faults`
  assertNoErrors(document.diagnostics, what)
  const checked = shape.check(document.value ?? {})
  if (checked.ok) return checked.value.packs
  assertNoErrors(toDiagnostics(checked.faults, document, CODE), what)
  return {}
}

/** The whole file, or the one before. */
export async function writePackLock(folder: string, packs: LockedPacks): Promise<void> {
  const path = join(folder, PACK_LOCK_FILE)
  const sorted = Object.fromEntries(Object.entries(packs).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const draft = `${path}.${process.pid}.tmp`
  await writeFile(draft, `${JSON.stringify({ version: 1, packs: sorted }, undefined, 2)}\n`)
  await rename(draft, path)
}
