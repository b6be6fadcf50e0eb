import type { Records as Model, ServiceAddress } from '@ays/core'
import { keys } from './keys.ts'
import type { Records, Stored } from './records.ts'

type StoredService = Stored<Model.Service>

/** How many are remembered at least; at most twice as many. */
export const REMEMBERED = 8192

/** Services as they were last read or written here, decoded once. */
export class RecentServices {
  readonly #records: Records
  #young = new Map<string, StoredService>()
  #old = new Map<string, StoredService>()

  constructor(records: Records) {
    this.#records = records
  }

  /** As they are stored now, in the order of the addresses. */
  async read(addresses: readonly ServiceAddress[]): Promise<(StoredService | undefined)[]> {
    const entries = await this.#records.store.getMany(addresses.map(keys.service))
    return entries.map((entry) => {
      if (entry === undefined) return undefined
      const known = this.#find(entry.key)
      if (known?.version === entry.version) return known
      const { key, version } = entry
      return this.#keep({ key, version, value: this.#records.codecs.service.decode(entry.value) })
    })
  }

  /** As they are remembered, without asking the store: for a commit that checks their versions. */
  async recall(addresses: readonly ServiceAddress[]): Promise<(StoredService | undefined)[]> {
    const found = addresses.map((address) => this.#find(keys.service(address)))
    if (!found.includes(undefined)) return found
    const read = await this.read(addresses.filter((_, at) => found[at] === undefined))
    let next = 0
    return found.map((known) => known ?? read[next++])
  }

  /** What a commit has written is remembered as read. */
  note(written: Iterable<Model.Service>, versions: ReadonlyMap<string, string>): void {
    for (const value of written) {
      const key = keys.service(value)
      const version = versions.get(key)
      if (version !== undefined) this.#keep({ key, value, version })
    }
  }

  #find(key: string): StoredService | undefined {
    return this.#young.get(key) ?? this.#old.get(key)
  }

  #keep(stored: StoredService): StoredService {
    this.#young.set(stored.key, stored)
    if (this.#young.size < REMEMBERED) return stored
    this.#old = this.#young
    this.#young = new Map()
    return stored
  }
}
