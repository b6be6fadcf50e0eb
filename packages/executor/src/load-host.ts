import { setTimeout as sleep } from 'node:timers/promises'
import { AysError, type Host, type HostFactory } from '@ays/core'

/** Milliseconds that the module of a host may take to load. */
const PATIENCE = 10_000

/**
 * Loads who makes hosts of a kind from the module that a plugin names for it; undefined when none does.
 * AYS_PLUGIN_BROKEN when the module is not what it should be, or does not load within `patience` milliseconds; from the
 * factory, too, where it returns no host.
 */
export async function loadHost(
  modules: Readonly<Record<string, string>>,
  kind: string,
  patience = PATIENCE,
): Promise<HostFactory | undefined> {
  const url = Object.hasOwn(modules, kind) ? modules[kind] : undefined
  if (url === undefined) return undefined
  const module = await within(patience, import(url)).catch((cause: unknown) => {
    const why = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : ''
    throw brokenHost(kind, `cannot be loaded${why}`, { cause })
  })
  if (!hasFactory(module)) throw brokenHost(kind, 'has a module that exports no createHost')
  return (description, local) => {
    const host: unknown = module.createHost(description, local)
    if (isHost(host)) return host
    throw brokenHost(kind, 'has a createHost that returns no host')
  }
}

async function within(patience: number, loading: Promise<unknown>): Promise<unknown> {
  const loaded = new AbortController()
  try {
    return await Promise.race([loading, tooLong(patience, loaded.signal)])
  } finally {
    loaded.abort()
  }
}

async function tooLong(patience: number, signal: AbortSignal): Promise<never> {
  await sleep(patience, undefined, { signal })
  throw new Error(`it does not load within ${patience / 1000} s`)
}

function brokenHost(kind: string, fault: string, options?: ErrorOptions): AysError {
  return new AysError('AYS_PLUGIN_BROKEN', `the host "${kind}" ${fault}`, {
    ...options,
    hint: 'Find its plugin with: ays plugins list. Update it, or remove it.',
  })
}

function hasFactory(module: unknown): module is { createHost: HostFactory } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'createHost' in module &&
    typeof module.createHost === 'function'
  )
}

function isHost(value: unknown): value is Host {
  return (
    typeof value === 'object' &&
    value !== null &&
    'exec' in value &&
    typeof value.exec === 'function' &&
    Symbol.asyncDispose in value
  )
}
