import { realpath, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PluginManifest } from '@ays/core'
import { commandFaults, type CommandOptions } from './find-package.ts'
import { member } from './json.ts'
import { probeModule } from './probe-module.ts'
import { leaves, type PluginPackage, readManifest } from './read-manifest.ts'

/**
 * Everything that is wrong with a package as a plugin of the AYS of this version, each a part of a sentence. Its modules
 * are loaded, in processes of their own.
 */
export async function checkPlugin(
  plugin: PluginPackage,
  version: string,
  options: CommandOptions,
): Promise<string[]> {
  const { manifest, faults } = readManifest(plugin, version)
  const { root, pjson } = plugin
  const parts = await Promise.all([
    commandFaults(plugin, options),
    ...modulesOf(manifest).map(async ([file, name]) => moduleFaults(root, file, name)),
    ...(manifest.packs ?? []).map(async (folder) => pathFaults(root, folder)),
  ])
  const oclif = member(pjson, 'oclif') === undefined ? ['its package.json has no "oclif": {}'] : []
  return [...faults, ...oclif, ...parts.flat()]
}

function modulesOf({
  stores,
  hosts,
  schemaFormats,
}: PluginManifest): [file: string, name: string][] {
  const kinds = [
    [stores, 'openStore'],
    [hosts, 'createHost'],
    [schemaFormats, 'format'],
  ] as const
  return kinds.flatMap(([map = {}, name]) =>
    Object.values(map).map((file): [string, string] => [file, name]),
  )
}

async function moduleFaults(root: string, file: string, name: string): Promise<string[]> {
  const faults = await pathFaults(root, file)
  if (faults.length > 0) return faults
  const fault = await probeModule(pathToFileURL(join(root, file)).href, name)
  return fault === undefined ? [] : [`${file} ${fault}`]
}

/** By the real path: a link in the package may lead anywhere. */
async function pathFaults(root: string, path: string): Promise<string[]> {
  const place = join(root, path)
  if (!(await stat(place).catch(() => undefined))) return [`${path} is not there`]
  return leaves(relative(await realpath(root), await realpath(place)))
    ? [`${path} leads out of the package`]
    : []
}
