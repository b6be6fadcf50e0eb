import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AysError, type Store, type StoreFactoryOptions } from '@ays/core'
import type { StoreModule } from './built-in-stores.ts'

/** Makes empty stores at a URL that may be in use: nothing that is there already is read or changed. */
export class StoreHarness implements AsyncDisposable {
  readonly #module: StoreModule
  readonly #url: string
  readonly #onWarning: (text: string) => void
  readonly #name = `check-${randomBytes(6).toString('hex')}`
  readonly #homes = new Map<Store, Home>()
  #folder: string | undefined
  #count = 0

  constructor(module: StoreModule, url: string, onWarning: (text: string) => void) {
    this.#module = module
    this.#url = url
    this.#onWarning = onWarning
  }

  /** A new empty store, open. A shared one under an id of its own, another in a folder of its own. */
  async create(): Promise<Store> {
    this.#count += 1
    const repository = `${this.#name}-${this.#count}`
    const onWarning = this.#onWarning
    const home: Home = {
      url: this.#url,
      options: { folder: process.cwd(), repository, onWarning },
    }
    const store = this.#module.openStore(home.url, home.options)
    return store.capabilities.shared ? this.#open(home, store) : this.#open(await this.#inFolder())
  }

  /** A second store on the same data. */
  async sibling(store: Store): Promise<Store> {
    const home = this.#homes.get(store)
    if (home) return this.#open({ ...home, sibling: true })
    throw new AysError('AYS_INTERNAL', 'this store comes from elsewhere')
  }

  /** Closes it; with the first store of its data goes all that was written. */
  async destroy(store: Store): Promise<void> {
    const home = this.#homes.get(store)
    this.#homes.delete(store)
    const { eraseStore } = this.#module
    const erases = store.capabilities.shared && home !== undefined && !home.sibling
    if (erases && eraseStore === undefined) await deleteAll(store)
    await store[Symbol.asyncDispose]()
    if (erases) await eraseStore?.(home.url, home.options)
  }

  /** Destroys what is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#homes.keys()) await this.destroy(store)
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true })
  }

  async #open(home: Home, store = this.#module.openStore(home.url, home.options)): Promise<Store> {
    await store.open()
    this.#homes.set(store, home)
    return store
  }

  /** Beside the place that the URL names, so on the same disk. */
  async #inFolder(): Promise<Home> {
    const { protocol, pathname, search } = new URL(this.#url)
    const beside = dirname(resolve(decodeURIComponent(pathname)))
    this.#folder ??= await mkdtemp(join(beside, `ays-${this.#name}-`)).catch((cause: unknown) => {
      throw new AysError('AYS_STORE_URL', `no folder can be made in ${beside}`, { cause })
    })
    const url = `${protocol}store-${this.#count}${search}`
    return {
      url,
      options: { folder: this.#folder, repository: this.#name, onWarning: this.#onWarning },
    }
  }
}

interface Home {
  readonly url: string
  readonly options: StoreFactoryOptions
  readonly sibling?: boolean
}

async function deleteAll(store: Store): Promise<void> {
  await store.open()
  const deletes: string[] = []
  for await (const { key } of store.scan({})) deletes.push(key)
  const { keys } = store.capabilities.limits
  while (deletes.length > 0) await store.commit({ deletes: deletes.splice(0, keys) })
}
