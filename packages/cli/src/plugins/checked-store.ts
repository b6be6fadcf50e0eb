import { isAysError, isRecordData, type Store, type StoreFactory } from '@ays/core'
import { brokenPlugin } from './broken-plugin.ts'
import { why } from './why.ts'

const METHODS = ['open', 'get', 'getMany', 'scan', 'commit', 'watch', 'lease', 'isLeased'] as const

/**
 * The same factory, which throws AYS_PLUGIN_BROKEN where it would make something that is no store, or throw what is no
 * error of AYS.
 */
export function checkedStore(plugin: string, file: string, open: StoreFactory): StoreFactory {
  return (url, options) => {
    const store = attempt(plugin, file, () => open(url, options))
    if (isStore(store)) return store
    throw brokenPlugin(plugin, `openStore of ${file} returns no store`)
  }
}

function attempt(plugin: string, file: string, open: () => unknown): unknown {
  try {
    return open()
  } catch (cause) {
    if (isAysError(cause)) throw cause
    throw brokenPlugin(plugin, `openStore of ${file} fails${why(cause)}`, { cause })
  }
}

function isStore(value: unknown): value is Store {
  if (typeof value !== 'object' || value === null) return false
  const has = (name: PropertyKey) => typeof Reflect.get(value, name) === 'function'
  return (
    isRecordData(Reflect.get(value, 'capabilities')) &&
    has(Symbol.asyncDispose) &&
    METHODS.every(has)
  )
}
