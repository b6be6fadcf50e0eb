import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  AysError,
  isAysError,
  type PackFolder,
  type PluginManifest,
  type PluginModules,
  type SchemaFormat,
} from '@ays/core'

/** An installed package, as oclif's discovery found it. */
export interface PluginPackage {
  readonly name: string
  readonly root: string
  /** Its package.json. */
  readonly pjson: object
}

/** Loads a module of a plugin at its first use; AYS_PLUGIN_BROKEN when it is not what it should be. */
export type Load<T> = () => Promise<T>

/** What the module of a store exports. */
export type StoreModule = Pick<PluginModules, 'openStore' | 'eraseStore' | 'repairStore'>

/** What plugins add. */
export interface Plugins {
  /** By URL scheme, without the colon. */
  readonly stores: ReadonlyMap<string, Load<StoreModule>>
  readonly formats: readonly Load<SchemaFormat>[]
  /** Kind of host to the URL of its module: workers load it. */
  readonly hosts: Readonly<Record<string, string>>
  readonly packs: readonly PackFolder[]
  /** AYS_PLUGIN_BROKEN for every manifest that cannot be understood: such a plugin adds nothing. */
  readonly broken: readonly AysError[]
}

/** Reads the `ays` block of every package; loads no module. */
export function loadPlugins(packages: Iterable<PluginPackage>): Plugins {
  const stores = new Map<string, Load<StoreModule>>()
  const formats: Load<SchemaFormat>[] = []
  const hosts: Record<string, string> = {}
  const packs: PackFolder[] = []
  const broken: AysError[] = []
  for (const plugin of packages) {
    const manifest = 'ays' in plugin.pjson ? plugin.pjson.ays : {}
    if (!isManifest(manifest)) {
      broken.push(brokenPlugin(plugin, 'the "ays" block of its package.json is not a manifest'))
      continue
    }
    for (const [scheme, file] of Object.entries(manifest.stores ?? {})) {
      stores.set(scheme, () => loadModule(plugin, file, 'openStore', isStoreModule))
    }
    for (const file of Object.values(manifest.schemaFormats ?? {})) {
      formats.push(async () => (await loadModule(plugin, file, 'format', hasFormat)).format)
    }
    for (const [kind, file] of Object.entries(manifest.hosts ?? {})) {
      hosts[kind] = pathToFileURL(join(plugin.root, file)).href
    }
    for (const folder of manifest.packs ?? []) {
      packs.push({ name: plugin.name, folder: join(plugin.root, folder) })
    }
  }
  return { stores, formats, hosts, packs, broken }
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

async function loadModule<T>(
  plugin: PluginPackage,
  file: string,
  name: keyof PluginModules,
  isRight: (module: Module) => module is Module & T,
): Promise<T> {
  const module = await importModule(plugin, file)
  if (isRight(module)) return module
  throw brokenPlugin(plugin, `${file} does not export ${name} as the manifest promises`)
}

type Module = Readonly<Record<string, unknown>>

async function importModule(plugin: PluginPackage, file: string): Promise<Module> {
  try {
    return await import(pathToFileURL(join(plugin.root, file)).href)
  } catch (cause) {
    throw brokenPlugin(plugin, `${file} cannot be loaded`, { cause })
  }
}

function brokenPlugin({ name }: PluginPackage, why: string, options?: ErrorOptions): AysError {
  return new AysError('AYS_PLUGIN_BROKEN', `plugin ${name}: ${why}`, {
    ...options,
    hint: `Update it, or remove it: ays plugins uninstall ${name}`,
  })
}

function isManifest(value: unknown): value is PluginManifest {
  if (!isObject(value)) return false
  const { stores = {}, schemaFormats = {}, hosts = {}, packs = [] } = value
  return (
    [stores, schemaFormats, hosts].every(isTextMap) && Array.isArray(packs) && packs.every(isText)
  )
}

function isStoreModule(module: Module): module is Module & StoreModule {
  const { openStore, eraseStore, repairStore } = module
  return typeof openStore === 'function' && [eraseStore, repairStore].every(isFunctionOrMissing)
}

function isFunctionOrMissing(value: unknown): boolean {
  return value === undefined || typeof value === 'function'
}

function hasFormat(module: Module): module is Module & { readonly format: SchemaFormat } {
  const { format } = module
  return isObject(format) && isText(format['extension']) && typeof format['read'] === 'function'
}

function isTextMap(value: unknown): value is Readonly<Record<string, string>> {
  return isObject(value) && Object.values(value).every(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
