import { AysError, type HostFactory } from '@ays/core'

/**
 * Loads who makes hosts of a kind from the module that a plugin names for it; undefined when none does.
 * AYS_PLUGIN_BROKEN when the module is not what it should be.
 */
export async function loadHost(
  modules: Readonly<Record<string, string>>,
  kind: string,
): Promise<HostFactory | undefined> {
  const url = Object.hasOwn(modules, kind) ? modules[kind] : undefined
  if (url === undefined) return undefined
  const module: unknown = await import(url).catch((cause: unknown) => {
    throw new AysError('AYS_PLUGIN_BROKEN', `the host "${kind}" cannot be loaded`, { cause })
  })
  if (hasFactory(module)) return module.createHost
  throw new AysError('AYS_PLUGIN_BROKEN', `the module of the host "${kind}" exports no createHost`)
}

function hasFactory(module: unknown): module is { createHost: HostFactory } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'createHost' in module &&
    typeof module.createHost === 'function'
  )
}
