import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isAysError, type PackFolder, type PluginModules, type SchemaFormat } from '@ays/core'
import { BUILT_IN_STORES, type Load, type StoreModule } from './built-in-stores.ts'
import { brokenPlugin, type BrokenPlugin } from './plugins/broken-plugin.ts'
import { checkedStore } from './plugins/checked-store.ts'
import { guard } from './plugins/guard.ts'
import { isText, member } from './plugins/json.ts'
import { type PluginPackage, readManifest } from './plugins/read-manifest.ts'
import { why } from './plugins/why.ts'

/** What plugins add. */
export interface Plugins {
  /** By URL scheme, without the colon. */
  readonly stores: ReadonlyMap<string, Load<StoreModule>>
  readonly formats: readonly Load<SchemaFormat>[]
  /** Kind of host to the URL of its module: workers load it. */
  readonly hosts: Readonly<Record<string, string>>
  readonly packs: readonly PackFolder[]
  /** Plugins with a manifest that cannot be followed, which add nothing, or not as a whole. */
  readonly broken: readonly BrokenPlugin[]
}

/** Names that plugins give, and who gave them first. */
type Owners = Map<string, string>

const AYS = 'AYS'

/**
 * Reads the `ays` block of every package for the AYS of this version; loads no module. A name that AYS or a plugin before
 * has given already stays with it.
 */
export function loadPlugins(packages: Iterable<PluginPackage>, version: string): Plugins {
  const stores = new Map<string, Load<StoreModule>>()
  const formats: Load<SchemaFormat>[] = []
  const hosts: Record<string, string> = {}
  const packs: PackFolder[] = []
  const broken: BrokenPlugin[] = []
  const owners: Owners = new Map(builtIn())
  for (const plugin of packages) {
    const { manifest, faults } = readManifest(plugin, version)
    const left = [...faults]
    const free = (map: Readonly<Record<string, string>> = {}, what: string) =>
      Object.entries(map).filter(([name]) => take(owners, plugin, `${what} "${name}"`, left))
    for (const [scheme, file] of free(manifest.stores, 'the store')) {
      stores.set(scheme, () => loadStoreModule(plugin, file))
    }
    for (const [extension, file] of free(manifest.schemaFormats, 'the schema format')) {
      formats.push(() => loadFormat(plugin, file, extension))
    }
    for (const [kind, file] of free(manifest.hosts, 'the host')) {
      hosts[kind] = pathToFileURL(join(plugin.root, file)).href
    }
    packs.push(...packFolders(plugin, manifest.packs ?? []))
    if (left.length > 0) broken.push({ name: plugin.name, faults: left })
  }
  return { stores, formats, hosts, packs, broken }
}

function packFolders(
  { name, root, pjson }: PluginPackage,
  folders: readonly string[],
): PackFolder[] {
  const version = member(pjson, 'version')
  return folders.map((folder) => ({
    name,
    folder: join(root, folder),
    ...(isText(version) && { version }),
  }))
}

function builtIn(): [name: string, owner: string][] {
  const stores = Array.from(BUILT_IN_STORES.keys(), (scheme) => `the store "${scheme}"`)
  const others = ['the schema format ".hrd"', 'the schema format ".capnp"', 'the host "local"']
  return [...stores, ...others].map((name) => [name, AYS])
}

/** True when the name was free and is the plugin's now; else it says why not. */
function take(owners: Owners, { name }: PluginPackage, what: string, left: string[]): boolean {
  const owner = owners.get(what)
  if (owner === undefined) owners.set(what, name)
  else left.push(`${what} is left out, for ${owner} has one`)
  return owner === undefined
}

/** The formats of all plugins; a plugin that breaks its promise is named and left out. */
export async function loadFormats(
  { formats }: Plugins,
  onWarning: (text: string) => void,
): Promise<SchemaFormat[]> {
  const loaded: SchemaFormat[] = []
  for (const load of formats) {
    try {
      loaded.push(await load())
    } catch (error) {
      if (!isAysError(error, 'AYS_PLUGIN_BROKEN')) throw error
      onWarning(error.message)
    }
  }
  return loaded
}

type Module = Readonly<Record<string, unknown>>

async function loadModule<T>(
  plugin: PluginPackage,
  file: string,
  name: string,
  isRight: (module: Module) => module is Module & T,
): Promise<T> {
  const { href } = pathToFileURL(join(plugin.root, file))
  const module = await guard<Module>(() => import(href)).catch((cause: unknown) => {
    throw brokenPlugin(plugin.name, `${file} cannot be loaded${why(cause)}`, { cause })
  })
  if (isRight(module)) return module
  throw brokenPlugin(plugin.name, `${file} does not export ${name} as the manifest promises`)
}

async function loadStoreModule(plugin: PluginPackage, file: string): Promise<StoreModule> {
  const module = await loadModule(plugin, file, 'openStore', isStoreModule)
  return { ...module, openStore: checkedStore(plugin.name, file, module.openStore) }
}

function isStoreModule(module: Module): module is Module & StoreModule {
  const { openStore, eraseStore, repairStore } = module
  return typeof openStore === 'function' && [eraseStore, repairStore].every(isFunctionOrMissing)
}

function isFunctionOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'function'
}

type FormatModule = Pick<PluginModules, 'format'>

async function loadFormat(
  plugin: PluginPackage,
  file: string,
  extension: string,
): Promise<SchemaFormat> {
  const isRight = (module: Module): module is Module & FormatModule => hasFormat(module, extension)
  return (await loadModule(plugin, file, 'format', isRight)).format
}

function hasFormat(module: Module, extension: string): module is Module & FormatModule {
  const { format } = module
  return (
    typeof format === 'object' &&
    format !== null &&
    'extension' in format &&
    format.extension === extension &&
    'read' in format &&
    typeof format.read === 'function'
  )
}
