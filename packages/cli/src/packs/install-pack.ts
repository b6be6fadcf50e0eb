import { createHash } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AysError } from '@ays/core'
import { folderOfPack, type LockedPack, type PackEntry, packsFolder, readPack } from '@ays/engine'
import { assertFits } from './assert-fits.ts'
import { checkTarball } from './check-tarball.ts'
import { type NpmOptions, runNpm } from './run-npm.ts'

export interface InstallPackOptions {
  /** The repository's. */
  readonly folder: string
  /** What is pinned, and nothing else, is installed; what the entry leads to today when absent. */
  readonly locked?: LockedPack
  /** Of this AYS. */
  readonly version: string
  readonly signal: AbortSignal
  /** Gets what people should know. */
  readonly onWarning: (text: string) => void
}

type InstalledEntry = Exclude<PackEntry, { kind: 'folder' }>

interface PackageLock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Npm's lock holds this name, so that it says nothing of where the tarball came from. */
const TARBALL = 'pack.tgz'

/** Begins the names of folders where something is under way. */
export const UNDER_WAY = '.tmp-'

/**
 * The pack and what it depends on are in the folder that is theirs, complete, or nothing is. Resolves to what to
 * pin. AYS_PACK_MISSING, AYS_PACK_INTEGRITY, AYS_PACK_INVALID, AYS_PACK_UNREACHABLE.
 */
export async function installPack(
  entry: InstalledEntry,
  { folder, locked, version, signal, onWarning }: InstallPackOptions,
): Promise<LockedPack> {
  const packs = packsFolder(folder)
  await mkdir(packs, { recursive: true })
  const work = await mkdtemp(join(packs, UNDER_WAY))
  const options = { cwd: work, signal, onStale: () => onWarning(staleText(entry)) }
  try {
    // npm reads the .npmrc of the folder that it works in.
    await copyFile(join(folder, '.npmrc'), join(work, '.npmrc')).catch(() => undefined)
    const integrity = await fetchTarball(entry, locked, options)
    await checkTarball(join(work, TARBALL))
    const pack = locked ?? (await resolveTree(integrity, options))
    if (locked) await installTree(locked, options)
    const root = join(work, 'node_modules', pack.name)
    const { fault } = await readPack(root)
    if (fault !== undefined) throw new AysError('AYS_PACK_INVALID', fault)
    await assertFits(root, version)
    await publish(work, join(packs, folderOfPack(pack)))
    return pack
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function staleText({ text }: InstalledEntry): string {
  return `the pack "${text}": the registry of npm was not reached, and what its cache knows counts; there may be a newer version`
}

/** Of the tarball of an entry. AYS_PACK_MISSING. */
export async function integrityOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AysError('AYS_PACK_MISSING', `${file} cannot be read`, { cause })
  })
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`
}

async function fetchTarball(
  entry: InstalledEntry,
  locked: LockedPack | undefined,
  { onStale, ...options }: NpmOptions,
): Promise<string> {
  const file = join(options.cwd, TARBALL)
  if (entry.kind === 'tarball') {
    await integrityOf(entry.path)
    await copyFile(entry.path, file)
  } else {
    const packed = locked
      ? await runNpm(['pack', `${locked.name}@${locked.version}`, '--prefer-offline'], options)
      : await runNpm(['pack', entry.spec, '--prefer-online'], { ...options, onStale })
    await rename(join(options.cwd, packedFile(packed)), file)
  }
  const integrity = await integrityOf(file)
  if (locked && locked.integrity !== integrity) throw changed(locked, integrity)
  return integrity
}

function packedFile(said: unknown): string {
  const packed: unknown = Array.isArray(said) ? said[0] : undefined
  if (typeof packed === 'object' && packed !== null && 'filename' in packed) {
    return String(packed.filename)
  }
  throw new AysError('AYS_PACK_INVALID', 'npm packed nothing')
}

/** AYS_PACK_INTEGRITY, with what to do about it. */
export function changed({ name, version, integrity }: LockedPack, found: string): AysError {
  const what = version === '' ? name : `${name}@${version}`
  return new AysError('AYS_PACK_INTEGRITY', `it is not the ${what} that ays.lock.json pins`, {
    details: { pinned: integrity, found },
    hint: 'If you trust it as it is now, pin it with: ays pack update',
  })
}

async function resolveTree(integrity: string, options: NpmOptions): Promise<LockedPack> {
  const { cwd } = options
  await writeFile(join(cwd, 'package.json'), '{ "private": true }')
  await runNpm(['install', `file:${TARBALL}`], options)
  const lock: PackageLock = JSON.parse(await readFile(join(cwd, 'package-lock.json'), 'utf8'))
  const { '': root, ...packages } = lock.packages
  const name = Object.keys(root?.['dependencies'] ?? {})[0] ?? ''
  const version = packages[`node_modules/${name}`]?.['version']
  return { name, version: typeof version === 'string' ? version : '', integrity, packages }
}

async function installTree(
  { name, packages = {} }: LockedPack,
  { cwd, signal }: NpmOptions,
): Promise<void> {
  const root = { dependencies: { [name]: `file:${TARBALL}` } }
  const lock = { lockfileVersion: 3, requires: true, packages: { '': root, ...packages } }
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ private: true, ...root }))
  await writeFile(join(cwd, 'package-lock.json'), JSON.stringify(lock))
  await runNpm(['ci', '--prefer-offline'], { cwd, signal })
}

/** One rename: whoever sees the folder sees all of it. What npm was told, such as a .npmrc, stays behind. */
async function publish(work: string, target: string): Promise<void> {
  const whole = join(work, 'whole')
  await mkdir(whole)
  await rename(join(work, 'node_modules'), join(whole, 'node_modules'))
  await rename(whole, target).catch((error: NodeJS.ErrnoException) => {
    // Somebody else was faster: the name stands for the content.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'EPERM') throw error
  })
}
