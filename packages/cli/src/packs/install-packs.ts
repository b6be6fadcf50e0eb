import { isDeepStrictEqual } from 'node:util'
import { access, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { assertNoErrors, AysError, type Diagnostic, isAysError } from '@ays/core'
import {
  didYouMean,
  folderOfPack,
  hashFolder,
  type LockedPack,
  type LockedPacks,
  type PackEntry,
  packsFolder,
  parsePackEntry,
  readPackFolder,
  readPackLock,
  type Repository,
  rootOfPack,
  writePackLock,
} from '@ays/engine'
import { assertFits } from './assert-fits.ts'
import { changed, installPack, integrityOf, UNDER_WAY } from './install-pack.ts'

export interface InstallOptions {
  /** Entries, or names of packs, that are resolved anew whatever is pinned. */
  readonly update?: readonly string[]
  /** Pins nothing: what is not as it is pinned is a fault. */
  readonly frozen?: boolean
  /** Of this AYS: a pack may be made for others. */
  readonly version: string
  readonly signal: AbortSignal
  /** Gets what people should know. */
  readonly onWarning: (text: string) => void
}

/** What became of an entry. */
export interface InstalledPack {
  readonly entry: string
  readonly name: string
  readonly version: string
  /** `same`: it was there, as it is pinned. */
  readonly state: 'same' | 'installed' | 'pinned' | 'updated'
  /** The version that was pinned before. */
  readonly before?: string
}

const DAY = 86_400_000

/**
 * Everything that ays.yaml names is there and pinned in ays.lock.json; what nothing names any more is gone. With a
 * fault nothing is pinned: AYS_INPUT_INVALID with a diagnostic for every pack (AYS_PACK_MISSING,
 * AYS_PACK_INTEGRITY, AYS_PACK_INVALID, AYS_PACK_UNREACHABLE, AYS_PACK_UNPINNED). AYS_USAGE for an unknown name.
 */
export async function installPacks(
  { folder, packs }: Pick<Repository, 'folder' | 'packs'>,
  options: InstallOptions,
): Promise<InstalledPack[]> {
  const before = await readPackLock(folder)
  const update = entriesOf(packs, before, options.update ?? [])
  const after: Record<string, LockedPack> = {}
  const installed: InstalledPack[] = []
  const faults: Diagnostic[] = []
  for (const text of packs) {
    const locked = before[text]
    const how = { ...options, folder, ...(locked && { locked }) }
    try {
      const { pack, fetched } = await settle(parsePackEntry(text, folder), how, update.has(text))
      after[text] = pack
      installed.push(describe(text, locked, pack, fetched))
    } catch (error) {
      faults.push(toFault(text, error))
    }
  }
  assertNoErrors(faults, 'packs of ays.yaml cannot be installed')
  if (!isDeepStrictEqual(before, after)) await writePackLock(folder, after)
  await sweep(folder, after)
  return installed
}

interface Settled {
  readonly pack: LockedPack
  readonly fetched: boolean
}

interface SettleOptions extends InstallOptions {
  readonly folder: string
  readonly locked?: LockedPack
}

async function settle(
  entry: PackEntry,
  { locked, ...options }: SettleOptions,
  update: boolean,
): Promise<Settled> {
  if (options.frozen && !locked) throw new AysError('AYS_PACK_UNPINNED', 'it is not pinned')
  if (entry.kind === 'folder')
    return { pack: await pinFolder(entry.path, options, locked), fetched: false }
  if (!locked || update) return { pack: await installPack(entry, options), fetched: true }
  if (entry.kind === 'tarball') await assertSame(entry.path, locked)
  if (await exists(rootOfPack(options.folder, locked))) return { pack: locked, fetched: false }
  return { pack: await installPack(entry, { ...options, locked }), fetched: true }
}

async function pinFolder(
  path: string,
  { frozen, version }: InstallOptions,
  locked: LockedPack | undefined,
): Promise<LockedPack> {
  if (!(await exists(path))) throw new AysError('AYS_PACK_MISSING', `there is no folder ${path}`)
  const { pack, fault = 'it is no pack' } = await readPackFolder(path)
  if (!pack) throw new AysError('AYS_PACK_INVALID', fault)
  await assertFits(path, version)
  const integrity = await hashFolder(path)
  if (frozen && locked && locked.integrity !== integrity) throw changed(locked, integrity)
  return { name: pack.name, version: pack.version, integrity }
}

/** A tarball that is gone does not matter while what was in it is here. */
async function assertSame(path: string, locked: LockedPack): Promise<void> {
  if (!(await exists(path))) return
  const integrity = await integrityOf(path)
  if (integrity !== locked.integrity) throw changed(locked, integrity)
}

function describe(
  entry: string,
  before: LockedPack | undefined,
  { name, version, integrity }: LockedPack,
  fetched: boolean,
): InstalledPack {
  const same = before?.integrity === integrity
  const kept = fetched ? 'installed' : 'same'
  const state = before === undefined ? 'pinned' : same ? kept : 'updated'
  const was = before && !same ? { before: before.version } : {}
  return { entry, name, version, state, ...was }
}

function entriesOf(
  packs: readonly string[],
  locked: LockedPacks,
  names: readonly string[],
): ReadonlySet<string> {
  const found = names.flatMap((name) => {
    const entries = packs.filter((entry) => entry === name || locked[entry]?.name === name)
    if (entries.length > 0) return entries
    throw new AysError('AYS_USAGE', `ays.yaml names no pack ${name}`, {
      hint: didYouMean(name, packs) ?? 'List them with: ays pack list',
    })
  })
  return new Set(found)
}

function toFault(entry: string, error: unknown): Diagnostic {
  if (!isAysError(error) || !error.code.startsWith('AYS_PACK_')) throw error
  return {
    severity: 'error',
    code: error.code,
    summary: `the pack "${entry}" of ays.yaml: ${error.message}`,
    ...(error.hint !== undefined && { detail: error.hint }),
  }
}

/** What is under way is left alone, unless it cannot be any more. */
async function sweep(folder: string, locked: LockedPacks): Promise<void> {
  const packs = packsFolder(folder)
  const kept = new Set(Object.values(locked).map(folderOfPack))
  for (const name of await readdir(packs).catch(() => [])) {
    const path = join(packs, name)
    if (kept.has(name) || (name.startsWith(UNDER_WAY) && (await isYoung(path)))) continue
    await rm(path, { recursive: true, force: true })
  }
}

async function isYoung(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && Date.now() - found.mtimeMs < DAY
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
