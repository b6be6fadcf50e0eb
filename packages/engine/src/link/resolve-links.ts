import {
  type Diagnostic,
  formatAddress,
  type Records as Model,
  type TemplateLinks,
} from '@ays/core'
import type { WantedService } from '../blueprint/wanted.ts'
import { Candidates } from './candidates.ts'
import { findLinkCycle } from './find-link-cycle.ts'
import { LinkFinder } from './link-finder.ts'

/** A service as far as links are concerned. */
export interface KnownService {
  readonly template: string
  readonly role: string
  readonly name: string
  readonly links: readonly ResolvedLink[]
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
  /** All of a role. */
  ofRole(role: string): readonly KnownService[]
  find(role: string, name: string): KnownService | undefined
}

export type ResolvedLink = Pick<Model.Link, 'role' | 'name' | 'argname' | 'parent' | 'named'>

export interface LinkResolution {
  /** By the address of the wish; those with a fault, or that have to wait, are left out. */
  readonly links: ReadonlyMap<string, readonly ResolvedLink[]>
  readonly autos: readonly AutoService[]
  /** Faults of what is left out. */
  readonly diagnostics: readonly Diagnostic[]
  /** Of what was found: an optional parent that could be one of several is left away. */
  readonly warnings: readonly Diagnostic[]
  /** A circle is never mended by what comes later. */
  readonly cycle: Diagnostic | undefined
}

/**
 * Finds the parent and the producers of each wish among what is there, what is wished for and what is
 * made on the way: those that are named; then those that are stored; then those of the role, if all of
 * them are needed; then new ones, where the template says `auto`. What is named `auto_<n>` is as good
 * as any other of its kind and is shared. Too few, too many, unknown and ambiguous ones and circles are
 * diagnostics. The order of the wishes decides names of new services, nothing else. Without `making`,
 * a wish that would need a new one waits.
 */
export function resolveLinks(
  wishes: readonly LinkWish[],
  lookup: LinkLookup,
  making: boolean,
): LinkResolution {
  const candidates = new Candidates(wishes, lookup)
  const links = new Map<string, readonly ResolvedLink[]>()
  const autos: AutoService[] = []
  const diagnostics: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  for (const wish of wishes) {
    const found = new LinkFinder(wish, candidates, making).find()
    autos.push(...found.autos)
    diagnostics.push(...found.faults)
    if (!found.links) continue
    links.set(formatAddress(wish.wanted), found.links)
    warnings.push(...found.warnings)
  }
  const cycle = findLinkCycle(wishes, links, lookup)
  return { links, autos, diagnostics, warnings, cycle }
}
