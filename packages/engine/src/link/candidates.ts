import type { ServiceAddress } from '@ays/core'
import type { LinkLookup, LinkWish } from './resolve-links.ts'

/** What a link still looks for. */
export interface Search {
  readonly role: string
  /** Nobody finds itself. */
  readonly asking: ServiceAddress
  /** Linked already. */
  readonly taken: readonly string[]
  /** How many. */
  readonly need: number
  /** What was made for others will do too. */
  readonly shared: boolean
}

/** Names of what was found, at most as many as were looked for; or of all that could be meant. */
export type Choice =
  | { readonly kind: 'found'; readonly names: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }

interface RoleNames {
  readonly declared: readonly string[]
  /** One is as good as the other: nobody asked for any of them by name. */
  readonly autos: string[]
}

const AUTO = /^auto_(\d+)$/
/** As many of an ambiguous choice as a person wants to read, and one more. */
const LISTED = 6

/** Which services a link may mean: what is there, what is wished for, and what is made on the way. */
export class Candidates {
  readonly #lookup: LinkLookup
  readonly #wished = new Map<string, Set<string>>()
  readonly #roles = new Map<string, RoleNames>()
  readonly #nextAuto = new Map<string, number>()

  constructor(wishes: readonly LinkWish[], lookup: LinkLookup) {
    this.#lookup = lookup
    for (const { wanted } of wishes) this.#add(wanted.role, wanted.name)
  }

  has(role: string, name: string): boolean {
    return this.#wished.get(role)?.has(name) === true || this.#lookup.find(role, name) !== undefined
  }

  /** Names of this role that the wishes declare. */
  wishedNames(role: string): readonly string[] {
    return [...(this.#wished.get(role) ?? [])]
  }

  /** Everything that was declared, if that is no more than what is needed; then autos, lowest first. */
  choose({ role, asking, taken, need, shared }: Search): Choice {
    const { declared, autos } = this.#namesOf(role)
    const isFree = (name: string): boolean =>
      !taken.includes(name) && !(role === asking.role && name === asking.name)
    const names = take(declared, isFree, Math.max(need + 1, LISTED))
    if (names.length > need) return { kind: 'ambiguous', names }
    return {
      kind: 'found',
      names: [...names, ...take(shared ? autos : [], isFree, need - names.length)],
    }
  }

  /** A free name `auto_<n>`, the lowest; from now on it is a candidate too. */
  makeName(role: string): string {
    let number = this.#nextAuto.get(role) ?? 0
    while (this.has(role, `auto_${number}`)) number += 1
    this.#nextAuto.set(role, number + 1)
    const name = `auto_${number}`
    this.#add(role, name)
    this.#roles.get(role)?.autos.push(name)
    return name
  }

  #add(role: string, name: string): void {
    this.#wished.set(role, (this.#wished.get(role) ?? new Set<string>()).add(name))
  }

  /** Sorted once for each role, not once for each link. */
  #namesOf(role: string): RoleNames {
    const known = this.#roles.get(role)
    if (known) return known
    const names = new Set(this.#lookup.ofRole(role).map(({ name }) => name))
    for (const name of this.#wished.get(role) ?? []) names.add(name)
    const sorted = [...names].toSorted()
    const found = {
      declared: sorted.filter((name) => !AUTO.test(name)),
      autos: sorted.filter((name) => AUTO.test(name)).toSorted((a, b) => numberOf(a) - numberOf(b)),
    }
    this.#roles.set(role, found)
    return found
  }
}

/** The first ones that are free; stops as soon as there are enough. */
function take(
  names: readonly string[],
  isFree: (name: string) => boolean,
  count: number,
): string[] {
  const found: string[] = []
  for (const name of names) {
    if (found.length >= count) break
    if (isFree(name)) found.push(name)
  }
  return found
}

function numberOf(auto: string): number {
  return Number(AUTO.exec(auto)?.[1])
}
