import type { Config } from '@oclif/core'
import { loadPlugins } from '../load-plugins.ts'
import { findPackage } from './find-package.ts'
import { type InstalledPlugin, readInstalled } from './installed.ts'
import { member, isText } from './json.ts'
import { loadConfig } from './load-config.ts'
import { readManifest, requirementsOf } from './read-manifest.ts'

/** An installed plugin: what it adds, and what is wrong with it. */
export interface PluginReport extends InstalledPlugin {
  readonly version: string
  /** Packages of AYS, and the range of their versions. */
  readonly requires: Readonly<Record<string, string>>
  readonly adds: PluginAdditions
  /** Each a part of a sentence. */
  readonly faults: readonly string[]
}

interface PluginAdditions {
  /** Schemes of URLs. */
  readonly stores: readonly string[]
  /** Kinds of hosts. */
  readonly hosts: readonly string[]
  /** File extensions. */
  readonly schemaFormats: readonly string[]
  readonly commands: readonly string[]
  /** Folders of templates in the package. */
  readonly packs: readonly string[]
}

/** All installed plugins, as they are now; no module of them is loaded. */
export async function reportPlugins(root: string): Promise<PluginReport[]> {
  const { config, broken } = await loadConfig(root)
  const plugins = loadPlugins(config.plugins.values(), config.version)
  const wrong = [...broken, ...plugins.broken]
  const installed = await readInstalled(config.dataDir)
  return Promise.all(
    installed.map(async (plugin) => ({
      ...plugin,
      ...(await describe(plugin, config)),
      faults: wrong.flatMap(({ name, faults }) => (name === plugin.name ? faults : [])),
    })),
  )
}

async function describe(
  { name, root }: InstalledPlugin,
  config: Config,
): Promise<Pick<PluginReport, 'version' | 'requires' | 'adds'>> {
  const found = await findPackage(name, root).catch(() => ({ name, root, pjson: {} }))
  const { manifest } = readManifest(found, config.version)
  const version = member(found.pjson, 'version')
  const { stores = {}, hosts = {}, schemaFormats = {}, packs = [] } = manifest
  const commands = config.plugins.get(name)?.commands ?? []
  return {
    version: isText(version) ? version : '',
    requires: Object.fromEntries(requirementsOf(found.pjson)),
    adds: {
      stores: Object.keys(stores),
      hosts: Object.keys(hosts),
      schemaFormats: Object.keys(schemaFormats),
      commands: commands.map(({ id }) => id.replaceAll(':', ' ')),
      packs,
    },
  }
}
