import type { Records as Model, ServiceAddress } from '@ays/core'
import type { KnownService, LinkLookup, LinkWish, ResolvedLink } from '../link/resolve-links.ts'
import { AddressMap } from '../state/address-map.ts'
import { namedServices, searchedRoles } from '../link/what-links-mean.ts'
import { compare, type Draft } from '../state/draft.ts'

/** What links may mean: the draft, and declarations whose links are found but that are not laid yet. */
export class LinkSpace implements LinkLookup {
  readonly #draft: Draft
  readonly #declared = new AddressMap<KnownService>()
  readonly #roles = new Map<string, readonly Model.Service[]>()
  readonly #loaded = new AddressMap<true>()

  constructor(draft: Draft) {
    this.#draft = draft
  }

  /** Reads all that resolving these wishes can ask for. */
  async prepare(wishes: readonly LinkWish[]): Promise<void> {
    await this.#loadWithLinks(namedServices(wishes))
    for (const role of searchedRoles(wishes, this)) {
      if (!this.#roles.has(role)) this.#roles.set(role, await this.#draft.ofRole(role))
    }
  }

  /** From now on the declaration is there, with these links. */
  declare({ wanted }: LinkWish, links: readonly ResolvedLink[]): void {
    const { template, role, name } = wanted
    this.#declared.set(wanted, { template, role, name, links })
  }

  ofRole(role: string): readonly KnownService[] {
    const stored = (this.#roles.get(role) ?? []).map(toKnown)
    const declared = this.#declared.ofRole(role).values()
    const all = new Map([...stored, ...declared].map((one) => [one.name, one]))
    return [...all.values()].toSorted((a, b) => compare(a.name, b.name))
  }

  find(role: string, name: string): KnownService | undefined {
    const address = { role, name }
    const declared = this.#declared.get(address)
    if (declared) return declared
    if (!this.#loaded.has(address) && !this.#roles.has(role)) return undefined
    const service = this.#draft.get(address)
    return service && toKnown(service)
  }

  /** The circle check follows links to their end. */
  async #loadWithLinks(addresses: readonly ServiceAddress[]): Promise<void> {
    let next = addresses
    while (next.length > 0) {
      const fresh = next.filter((address) => !this.#loaded.has(address))
      await this.#draft.load(fresh)
      for (const address of fresh) this.#loaded.set(address, true)
      next = fresh.flatMap((address) => this.#draft.get(address)?.links ?? [])
    }
  }
}

/** A stored service as far as links are concerned. */
export function toKnown({ actor, role, name, links }: Model.Service): KnownService {
  return { template: actor, role, name, links }
}
