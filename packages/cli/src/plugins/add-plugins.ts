import { type Command, Config, Plugin } from '@oclif/core'
import type { BrokenPlugin } from './broken-plugin.ts'
import { commandFaults, findPackage } from './find-package.ts'
import { guard } from './guard.ts'
import type { InstalledPlugin } from './installed.ts'
import { linkBases } from './link-bases.ts'
import { member } from './json.ts'
import { type PluginPackage, readManifest } from './read-manifest.ts'
import { why } from './why.ts'

/** Adds the plugins that can be loaded; says what is wrong with the others, and which commands are left out. */
export async function addPlugins(
  config: Config,
  installed: readonly InstalledPlugin[],
): Promise<BrokenPlugin[]> {
  await linkBases(config)
  const broken: BrokenPlugin[] = []
  for (const entry of installed) {
    const faults = await addPlugin(config, entry).catch((error: unknown) => [
      `it cannot be loaded${why(error)}`,
    ])
    if (faults.length > 0) broken.push({ name: entry.name, faults })
  }
  return broken
}

async function addPlugin(config: Config, installed: InstalledPlugin): Promise<readonly string[]> {
  const { name, root, type } = installed
  const found = await findPackage(name, root)
  const faults = [
    ...nameFaults(found, config),
    ...readManifest(found, config.version).faults,
    ...(await commandFaults(found, { built: type === 'user' })),
  ]
  if (faults.length > 0) return faults
  const plugin = await loadPlugin(installed)
  const taken = leaveOutTaken(config, plugin)
  const plugins = new Map([...config.plugins, [name, plugin]])
  // What oclif cannot make sense of fails here, for this plugin alone.
  await Config.load({ root: config.root, plugins })
  config.plugins.set(name, plugin)
  return taken
}

function nameFaults({ name, pjson }: PluginPackage, { plugins }: Config): string[] {
  const own = member(pjson, 'name')
  if (own !== name) return [`it calls itself ${String(own)}`]
  return plugins.has(name) ? ['another plugin has this name'] : []
}

async function loadPlugin({ name, root, type }: InstalledPlugin): Promise<Plugin> {
  const plugin = new Plugin({ name, root, type: 'link', errorOnManifestCreate: true })
  await guard(() => plugin.load())
  plugin.type = type
  // They would run at every start.
  plugin.hooks = {}
  plugin.commands = plugin.commands.map((command) => ({ ...command, load: loader(name, command) }))
  return plugin
}

/** Takes away the commands that others have already, and says so. */
function leaveOutTaken(config: Config, plugin: Plugin): string[] {
  const owners = new Map<string, string>()
  for (const { name, isRoot, commands } of config.plugins.values()) {
    for (const id of commands.flatMap(idsOf)) owners.set(id, isRoot ? 'AYS' : name)
  }
  const faults: string[] = []
  plugin.commands = plugin.commands.filter((command) => {
    const taken = idsOf(command).find((id) => owners.has(id))
    if (taken === undefined) return true
    faults.push(`its command "${words(taken)}" is left out, for ${owners.get(taken)} has it`)
    return false
  })
  return faults
}

function idsOf({ id, aliases }: Command.Loadable): string[] {
  return [id, ...aliases]
}

/** Names the plugin when its command cannot be loaded. */
function loader(name: string, command: Command.Loadable): Command.Loadable['load'] {
  return async () => {
    try {
      return await command.load()
    } catch (cause) {
      const { brokenPlugin } = await import('./broken-plugin.ts')
      const what = `its command "${words(command.id)}" cannot be loaded${why(cause)}`
      throw brokenPlugin(name, what, { cause })
    }
  }
}

/** `run:list` as people write it. */
function words(id: string): string {
  return id.replaceAll(':', ' ')
}
