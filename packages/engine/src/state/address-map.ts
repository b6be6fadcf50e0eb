import type { ServiceAddress } from '@ays/core'

/** A map from addresses. One map in another: joining role and name costs more than looking up both. */
export class AddressMap<T> {
  readonly #roles = new Map<string, Map<string, T>>()

  get({ role, name }: ServiceAddress): T | undefined {
    return this.#roles.get(role)?.get(name)
  }

  has({ role, name }: ServiceAddress): boolean {
    return this.#roles.get(role)?.has(name) === true
  }

  set({ role, name }: ServiceAddress, value: T): void {
    const names = this.#roles.get(role)
    if (names) names.set(name, value)
    else this.#roles.set(role, new Map([[name, value]]))
  }

  /** All of a role, by name. */
  ofRole(role: string): ReadonlyMap<string, T> {
    return this.#roles.get(role) ?? new Map<string, T>()
  }

  /** Role by role. */
  *values(): Iterable<T> {
    for (const names of this.#roles.values()) yield* names.values()
  }
}
