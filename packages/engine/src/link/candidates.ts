import type { ServiceAddress } from '@ays/core'
import type { LinkLookup, LinkWish } from './resolve-links.ts'

/** Which services a link may mean: what is there, what is wished for, and what is made on the way. */
export class Candidates {
  readonly #lookup: LinkLookup
  readonly #wished = new Map<string, Set<string>>()
  readonly #sorted = new Map<string, readonly string[]>()

  constructor(wishes: readonly LinkWish[], lookup: LinkLookup) {
    this.#lookup = lookup
    for (const { wanted } of wishes) this.#add(wanted.role, wanted.name)
  }

  has(role: string, name: string): boolean {
    return this.#wished.get(role)?.has(name) === true || this.#lookup.find(role, name) !== undefined
  }

  /** Sorted; without the service that asks. */
  namesOf(role: string, asking: ServiceAddress): readonly string[] {
    const names = this.#sorted.get(role) ?? this.#collect(role)
    this.#sorted.set(role, names)
    return asking.role === role ? names.filter((name) => name !== asking.name) : names
  }

  /** `auto_<n>`, and from now on it is a candidate too. */
  makeName(role: string): string {
    let number = 0
    while (this.has(role, `auto_${number}`)) number += 1
    const name = `auto_${number}`
    this.#add(role, name)
    this.#sorted.delete(role)
    return name
  }

  #add(role: string, name: string): void {
    this.#wished.set(role, (this.#wished.get(role) ?? new Set<string>()).add(name))
  }

  #collect(role: string): string[] {
    const names = new Set(this.#lookup.ofRole(role).map(({ name }) => name))
    for (const name of this.#wished.get(role) ?? []) names.add(name)
    return [...names].toSorted()
  }
}
