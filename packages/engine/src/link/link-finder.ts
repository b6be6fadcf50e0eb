import {
  type ConsumeLink,
  type Diagnostic,
  type ErrorCode,
  formatAddress,
  type ParentLink,
} from '@ays/core'
import { didYouMean } from '../yaml/suggest.ts'
import type { Candidates } from './candidates.ts'
import type { AutoService, LinkWish, ResolvedLink } from './resolve-links.ts'

/** What became of one wish: no links when it has a fault or has to wait. */
export interface FoundLinks {
  readonly links?: readonly ResolvedLink[]
  readonly autos: readonly AutoService[]
  readonly faults: readonly Diagnostic[]
  readonly warnings: readonly Diagnostic[]
}

/** A parent and a producer in one form. */
interface LinkRule {
  readonly role: string
  readonly argname: string
  readonly parent: boolean
  readonly min: number
  /** 0: no limit. */
  readonly max: number
  readonly auto: boolean
  /** Fewer than min are fine. */
  readonly optional: boolean
}

/** Finds the links of one wish. */
export class LinkFinder {
  readonly #wish: LinkWish
  readonly #candidates: Candidates
  readonly #making: boolean
  readonly #autos: AutoService[] = []
  readonly #faults: Diagnostic[] = []
  readonly #warnings: Diagnostic[] = []
  #waits = false

  constructor(wish: LinkWish, candidates: Candidates, making: boolean) {
    this.#wish = wish
    this.#candidates = candidates
    this.#making = making
  }

  find(): FoundLinks {
    const { parent, consume } = this.#wish.links
    const rules = [...(parent ? [parentRule(parent)] : []), ...consume.map(consumeRule)]
    const links = rules.flatMap((rule) => this.#follow(rule))
    const found = !this.#waits && this.#faults.length === 0
    return {
      ...(found && { links }),
      autos: this.#autos,
      faults: this.#faults,
      warnings: this.#warnings,
    }
  }

  #follow(rule: LinkRule): readonly ResolvedLink[] {
    const given = this.#wish.wanted.links[rule.argname]
    const named = (given ?? []).filter((name) => this.#exists(rule, name))
    // A name that is unknown is a fault already: it does not miss a second time.
    if (named.length < (given ?? []).length) return []
    const fixed = [...named.map((name) => toLink(rule, name, true)), ...this.#kept(rule, given)]
    if (rule.max > 0 && fixed.length > rule.max) {
      this.#fault('AYS_LINK_TOO_MANY', rule, tooMany(rule, fixed))
      return []
    }
    return fixed.length < rule.min ? [...fixed, ...this.#fill(rule, fixed)] : fixed
  }

  #exists(rule: LinkRule, name: string): boolean {
    if (this.#candidates.has(rule.role, name)) return true
    const message = `names ${rule.role}!${name}, which does not exist`
    const near = didYouMean(name, this.#candidates.wishedNames(rule.role))
    this.#fault('AYS_LINK_UNKNOWN', rule, message, near)
    return false
  }

  /**
   * Stored links whose producer is still there. When the blueprint mentions the link, those that it
   * named before go, and of the others those that are still needed stay.
   */
  #kept(rule: LinkRule, given: readonly string[] | undefined): ResolvedLink[] {
    const { role, argname, min } = rule
    const stored = (this.#wish.stored?.links ?? []).filter(
      (link) =>
        link.argname === argname && link.role === role && this.#candidates.has(role, link.name),
    )
    const kept = stored.map(({ name, named }) => toLink(rule, name, named))
    if (given === undefined) return kept
    const others = kept.filter(({ name, named }) => !named && !given.includes(name))
    return given.length === 0 ? others : others.slice(0, Math.max(0, min - given.length))
  }

  #fill(rule: LinkRule, fixed: readonly ResolvedLink[]): ResolvedLink[] {
    const { role, min, optional, auto } = rule
    // Going under a parent means being set up anew: nobody does that because of what else is there by now.
    if (optional && this.#wish.stored) return []
    const need = min - fixed.length
    const taken = fixed.map(({ name }) => name)
    const choice = this.#candidates.choose({
      role,
      asking: this.#wish.wanted,
      taken,
      need,
      shared: !optional,
    })
    if (choice.kind === 'ambiguous') return this.#ambiguous(rule, choice.names)
    const missing = need - choice.names.length
    const found = choice.names.map((name) => toLink(rule, name, false))
    if (missing === 0 || optional) return found
    if (auto) return [...found, ...this.#make(rule, missing)]
    this.#fault('AYS_LINK_MISSING', rule, tooFew(rule, min - missing))
    return []
  }

  #ambiguous(rule: LinkRule, names: readonly string[]): [] {
    const message = `could mean several services of role ${rule.role}: ${list(names)}`
    if (!rule.optional) this.#fault('AYS_LINK_AMBIGUOUS', rule, message)
    else this.#warnings.push(this.#diagnostic('warning', 'AYS_LINK_AMBIGUOUS', rule, message))
    return []
  }

  #make(rule: LinkRule, count: number): ResolvedLink[] {
    if (!this.#making) {
      this.#waits = true
      return []
    }
    return Array.from({ length: count }, () => {
      const name = this.#candidates.makeName(rule.role)
      this.#autos.push({ role: rule.role, name, by: this.#wish.wanted })
      return toLink(rule, name, false)
    })
  }

  #fault(code: ErrorCode, rule: LinkRule, message: string, detail?: string): void {
    this.#faults.push(this.#diagnostic('error', code, rule, message, detail))
  }

  #diagnostic(
    severity: Diagnostic['severity'],
    code: ErrorCode,
    { argname }: LinkRule,
    message: string,
    detail = `Say which in the field ${argname}.`,
  ): Diagnostic {
    const { wanted } = this.#wish
    const summary = `${formatAddress(wanted)} ${message}`
    return { severity, code, summary, detail, source: wanted.locate(argname) }
  }
}

function parentRule({ role, argname, auto, optional }: ParentLink): LinkRule {
  return { role, argname, parent: true, min: 1, max: 1, auto, optional }
}

function consumeRule({ role, argname, min, max, auto }: ConsumeLink): LinkRule {
  return { role, argname, parent: false, min, max, auto, optional: false }
}

function toLink({ role, argname, parent }: LinkRule, name: string, named: boolean): ResolvedLink {
  return { role, name, argname, parent, named }
}

function tooMany({ role, parent, max }: LinkRule, links: readonly ResolvedLink[]): string {
  const names = list(links.map(({ name }) => name))
  if (parent) return `has one parent, and ${links.length} are named: ${names}`
  return `takes at most ${max} of role ${role}, and has ${links.length}: ${names}`
}

function tooFew({ role, parent, min }: LinkRule, have: number): string {
  if (parent) return `needs a parent of role ${role}, and there is none`
  return `needs ${min} of role ${role}, and there ${have === 1 ? 'is' : 'are'} ${have || 'none'}`
}

/** The first names, for a message of one line. */
function list(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')}, ...` : names.join(', ')
}
