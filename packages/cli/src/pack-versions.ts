import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { AysError } from '@ays/core'
import type { PackVersion } from '@ays/pack-kit'

/** Versions of a pack, as folders. Disposing it removes those that were unpacked. */
export interface OpenedVersions extends AsyncDisposable {
  readonly versions: readonly PackVersion[]
}

/** Where a pack may keep its older versions, each a folder or a tarball. */
const FOLDER = 'versions'

/**
 * The versions in `versions/` of a pack, and those in these folders and tarballs. What their actions import from npm
 * is what the pack has installed now. AYS_USAGE for what is neither.
 */
export async function openVersions(pack: string, from: readonly string[]): Promise<OpenedVersions> {
  const kept = join(pack, FOLDER)
  const names = await readdir(kept).catch(() => [])
  const paths = [
    ...names.map((name) => join(kept, name)).toSorted(),
    ...from.map((one) => resolve(one)),
  ]
  const unpacked: string[] = []
  const remove = async () => {
    for (const folder of unpacked) await rm(folder, { recursive: true, force: true })
  }
  try {
    const versions: PackVersion[] = []
    for (const path of paths) {
      const folder = (await isFolder(path)) ? path : await unpack(path, pack, unpacked)
      versions.push({ version: await versionOf(folder, path), folder })
    }
    return { versions, [Symbol.asyncDispose]: remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** npm puts everything into a folder `package`. */
async function unpack(tarball: string, pack: string, unpacked: string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'ays-version-')))
  unpacked.push(folder)
  try {
    await promisify(execFile)('tar', ['-xzf', tarball, '-C', folder])
  } catch (cause) {
    throw new AysError('AYS_USAGE', `${tarball} is neither a folder nor a tarball of a pack`, {
      cause,
    })
  }
  const modules = join(pack, 'node_modules')
  if (existsSync(modules)) await symlink(modules, join(folder, 'node_modules'))
  return join(folder, 'package')
}

async function versionOf(folder: string, path: string): Promise<string> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '')
  return /"version"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? basename(path)
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}
