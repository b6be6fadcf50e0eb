import { join } from 'node:path'
import { Config } from '@oclif/core'
import type { BrokenPlugin } from './broken-plugin.ts'
import { readInstalled } from './installed.ts'

/** The command line with the plugins that could be loaded. */
export interface LoadedConfig {
  readonly config: Config
  /** What is wrong with the others, or with the list of them. */
  readonly broken: readonly BrokenPlugin[]
}

/**
 * oclif's configuration of the CLI in this folder, or of this file in it. Installed plugins are loaded one by one, so that
 * one that is broken is left out; nothing of a plugin runs but its commands.
 */
export async function loadConfig(root: string): Promise<LoadedConfig> {
  const config = await Config.load({ root, userPlugins: false })
  const broken: BrokenPlugin[] = []
  const installed = await readInstalled(config.dataDir).catch((error: Error) => {
    const faults = [`the list of what is installed cannot be read: ${error.message}`]
    broken.push({ name: join(config.dataDir, 'package.json'), faults })
    return []
  })
  if (installed.length === 0) return { config, broken }
  const { addPlugins } = await import('./add-plugins.ts')
  broken.push(...(await addPlugins(config, installed)))
  // Its commands are those of the plugins that it is loaded with.
  return { config: await Config.load(config), broken }
}
