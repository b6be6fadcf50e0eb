import type { Store } from '@ays/core'

/** The methods of a store, to be replaced one by one. */
export function delegate(store: Store): Store {
  return {
    capabilities: store.capabilities,
    open: (options) => store.open(options),
    get: (key, options) => store.get(key, options),
    getMany: (keys, options) => store.getMany(keys, options),
    scan: (range, options) => store.scan(range, options),
    commit: (commit, options) => store.commit(commit, options),
    watch: (prefix, options) => store.watch(prefix, options),
    lease: (name, options) => store.lease(name, options),
    isLeased: (name, options) => store.isLeased(name, options),
    ...(store.usage && { usage: store.usage.bind(store) }),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
