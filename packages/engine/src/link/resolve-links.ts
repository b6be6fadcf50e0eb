import {
  type ConsumeLink,
  type Diagnostic,
  type ErrorCode,
  formatAddress,
  type ParentLink,
  type Records as Model,
  type SourcePosition,
  type TemplateLinks,
} from '@ays/core'
import type { WantedService } from '../blueprint/wanted.ts'
import { findLinkCycle } from './find-link-cycle.ts'
import { Candidates } from './candidates.ts'

/** A service as far as links are concerned. */
export interface KnownService {
  readonly template: string
  readonly role: string
  readonly name: string
  readonly links: readonly Pick<Model.Link, 'role' | 'name' | 'argname' | 'parent' | 'named'>[]
}

/** A declaration whose links are to be found. */
export interface LinkWish {
  readonly wanted: WantedService
  readonly links: TemplateLinks
  /** The same service as it is in the repository. */
  readonly stored?: KnownService
}

/** A service that a link needs and nobody declared. Its template is named like its role. */
export interface AutoService {
  readonly role: string
  /** `auto_<n>`, the lowest that is free. */
  readonly name: string
  readonly by: WantedService
}

/** What is there beside the wishes. */
export interface LinkLookup {
  /** All of a role, sorted by name. */
  ofRole(role: string): readonly KnownService[]
  find(role: string, name: string): KnownService | undefined
}

export interface ResolvedLink {
  readonly role: string
  readonly name: string
  readonly argname: string
  readonly parent: boolean
  readonly named: boolean
}

export interface LinkResolution {
  /** By the address of the wish; those with a fault, or that have to wait, are left out. */
  readonly links: ReadonlyMap<string, readonly ResolvedLink[]>
  readonly autos: readonly AutoService[]
  /** Faults of what is left out. A circle is never mended by what comes later. */
  readonly diagnostics: readonly Diagnostic[]
  readonly cycle: Diagnostic | undefined
}

/**
 * Finds the parent and the producers of each wish among what is there, what is wished for and what is
 * made on the way: those that are named; else those that are stored; else the only one of its role;
 * else new ones, where the template says `auto`. Too few, too many, unknown ones and circles are
 * diagnostics. The order of the wishes decides names of new services, nothing else. Without `making`,
 * a wish that would need a new one waits.
 */
export function resolveLinks(
  wishes: readonly LinkWish[],
  lookup: LinkLookup,
  making: boolean,
): LinkResolution {
  const resolver = new LinkResolver(new Candidates(wishes, lookup), making)
  const links = new Map<string, readonly ResolvedLink[]>()
  for (const wish of wishes) {
    const found = resolver.resolve(wish)
    if (found) links.set(formatAddress(wish.wanted), found)
  }
  const cycle = findLinkCycle(wishes, links, lookup)
  return { links, autos: resolver.autos, diagnostics: resolver.diagnostics, cycle }
}

class LinkResolver {
  readonly diagnostics: Diagnostic[] = []
  readonly autos: AutoService[] = []
  readonly #candidates: Candidates
  readonly #making: boolean
  #waits = false

  constructor(candidates: Candidates, making: boolean) {
    this.#candidates = candidates
    this.#making = making
  }

  /** Undefined for a wish that has a fault or has to wait. */
  resolve(wish: LinkWish): ResolvedLink[] | undefined {
    const { parent, consume } = wish.links
    const faults = this.diagnostics.length
    this.#waits = false
    const links = [
      ...(parent ? this.#parent(wish, parent) : []),
      ...consume.flatMap((link) => this.#consume(wish, link)),
    ]
    return this.#waits || this.diagnostics.length > faults ? undefined : links
  }

  #parent(wish: LinkWish, link: ParentLink): ResolvedLink[] {
    const named = this.#named(wish, link)
    const names = named ?? this.#storedNames(wish, link.argname)
    const first = names[0]
    if (names.length > 1) {
      const message = `has one parent, and ${names.length} are named: ${names.join(', ')}`
      this.#fault('AYS_LINK_TOO_MANY', wish, link.argname, message)
    }
    if (first !== undefined) return [toLink(link, first, true, named !== undefined)]
    if (named) return []
    const found = this.#onlyParent(wish, link)
    return found === undefined ? [] : [toLink(link, found, true, false)]
  }

  #onlyParent(wish: LinkWish, link: ParentLink): string | undefined {
    const others = this.#candidates.namesOf(link.role, wish.wanted)
    if (others.length === 1) return others[0]
    if (link.optional) return undefined
    if (others.length > 1) {
      this.#ambiguous(wish, link, others)
      return undefined
    }
    if (link.auto) return this.#make(wish, link.role)[0]
    const message = `needs a parent of role ${link.role}, and there is none`
    this.#fault('AYS_LINK_MISSING', wish, link.argname, message)
    return undefined
  }

  #consume(wish: LinkWish, link: ConsumeLink): ResolvedLink[] {
    const named = this.#named(wish, link)
    const names = named ?? this.#storedNames(wish, link.argname)
    if (link.max > 0 && names.length > link.max) {
      const message = `takes at most ${link.max} of role ${link.role}, and ${names.length} are named`
      this.#fault('AYS_LINK_TOO_MANY', wish, link.argname, message)
    }
    const given = (wish.wanted.links[link.argname] ?? []).length
    // What was named and is unknown is a fault already: it does not miss a second time.
    const missing = link.min - Math.max(names.length, given)
    const found = missing > 0 ? this.#fill(wish, link, names, missing) : []
    return [
      ...names.map((name) => toLink(link, name, false, named !== undefined)),
      ...found.map((name) => toLink(link, name, false, false)),
    ]
  }

  #fill(
    wish: LinkWish,
    link: ConsumeLink,
    names: readonly string[],
    missing: number,
  ): readonly string[] {
    const others = this.#candidates
      .namesOf(link.role, wish.wanted)
      .filter((name) => !names.includes(name))
    if (others.length > missing) {
      this.#ambiguous(wish, link, others)
      return []
    }
    const left = missing - others.length
    if (left === 0) return others
    if (link.auto) return [...others, ...this.#make(wish, link.role, left)]
    const have = names.length + others.length
    const message = `needs ${link.min} of role ${link.role}, and there ${have === 1 ? 'is' : 'are'} ${have}`
    this.#fault('AYS_LINK_MISSING', wish, link.argname, message)
    return others
  }

  /** The names that the blueprint gives and that exist; undefined when it gives none. */
  #named({ wanted, ...wish }: LinkWish, link: ParentLink | ConsumeLink): string[] | undefined {
    const given = [...new Set((wanted.links[link.argname] ?? []).filter((name) => name !== ''))]
    if (given.length === 0) return undefined
    return given.filter((name) => {
      if (this.#candidates.has(link.role, name)) return true
      const message = `names ${link.role}!${name}, which does not exist`
      this.#fault('AYS_LINK_UNKNOWN', { wanted, ...wish }, link.argname, message)
      return false
    })
  }

  /** A stored link stays until its producer goes or the blueprint names another. */
  #storedNames({ stored }: LinkWish, argname: string): string[] {
    const links = stored?.links.filter((link) => link.argname === argname) ?? []
    return links
      .filter(({ role, name }) => this.#candidates.has(role, name))
      .map(({ name }) => name)
  }

  #make({ wanted }: LinkWish, role: string, count = 1): string[] {
    if (!this.#making) {
      this.#waits = true
      return []
    }
    return Array.from({ length: count }, () => {
      const name = this.#candidates.makeName(role)
      this.autos.push({ role, name, by: wanted })
      return name
    })
  }

  #ambiguous(wish: LinkWish, link: ParentLink | ConsumeLink, names: readonly string[]): void {
    const list = names.slice(0, 5).join(', ') + (names.length > 5 ? ', ...' : '')
    const message = `could mean several services of role ${link.role}: ${list}`
    this.#fault('AYS_LINK_AMBIGUOUS', wish, link.argname, message)
  }

  #fault(code: ErrorCode, { wanted }: LinkWish, argname: string, message: string): void {
    const source: SourcePosition = wanted.locate(argname)
    const summary = `${formatAddress(wanted)} ${message}`
    const detail = `Name it in the field ${argname}.`
    this.diagnostics.push({ severity: 'error', code, summary, detail, source })
  }
}

function toLink(
  { role, argname }: ParentLink | ConsumeLink,
  name: string,
  parent: boolean,
  named: boolean,
): ResolvedLink {
  return { role, name, argname, parent, named }
}
