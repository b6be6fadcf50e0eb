import { mkdir, readlink, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Config } from '@oclif/core'

type Place = Pick<Config, 'root' | 'dataDir'>

/**
 * Gives installed plugins what they build on as a peer: the packages of this very AYS. One that brings its own copy keeps
 * it. Cheap when nothing has to change; mends what an AYS that has moved left behind.
 */
export async function linkBases({ root, dataDir }: Place): Promise<void> {
  for (const [name, target] of bases(root)) {
    const link = linkOf(dataDir, name)
    const found = await readlink(link).catch(({ code }: NodeJS.ErrnoException) => code)
    // EINVAL: a folder, which is the plugin's own.
    if (found === target || found === 'EINVAL') continue
    await rm(link, { force: true })
    await mkdir(dirname(link), { recursive: true })
    await symlink(target, link, 'junction')
  }
}

/** Takes the links away: npm is to see nothing that it has not installed. */
export async function unlinkBases({ root, dataDir }: Place): Promise<void> {
  for (const [name] of bases(root)) {
    const link = linkOf(dataDir, name)
    const isLink = await readlink(link).then(
      () => true,
      () => false,
    )
    if (isLink) await rm(link)
  }
}

/** With what a command declares its flags, which npm does not fetch either. */
const BESIDE_CLI = ['@ays/core', '@oclif/core']

function bases(root: string): [name: string, folder: string][] {
  const { resolve } = createRequire(join(root, 'package.json'))
  return [
    ['@ays/cli', root.replace(/[/\\]$/, '')],
    ...BESIDE_CLI.map((name): [string, string] => [name, dirname(resolve(`${name}/package.json`))]),
  ]
}

function linkOf(dataDir: string, name: string): string {
  return join(dataDir, 'node_modules', name)
}
