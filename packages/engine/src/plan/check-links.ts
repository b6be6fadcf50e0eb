import { type Diagnostic, formatAddress } from '@ays/core'
import type { WantedService } from '../blueprint/wanted.ts'
import {
  type AutoService,
  type LinkResolution,
  type LinkWish,
  resolveLinks,
} from '../link/resolve-links.ts'
import type { Draft } from '../state/draft.ts'
import type { Templates } from '../template/template.ts'
import type { ActionTarget } from './action-targets.ts'
import { LinkSpace, toKnown } from './link-space.ts'
import { isPlanningPending } from './planning-actions.ts'
import { wantAuto } from './want-auto.ts'

export interface CheckLinksTools {
  readonly draft: Draft
  readonly templates: Templates
}

export interface LinkCheck {
  readonly diagnostics: readonly Diagnostic[]
  /** The services and those that have to be made for them. */
  readonly targets: readonly ActionTarget[]
  /** An `init` of theirs would run while planning, and may ensure anything. */
  readonly ensures: boolean
}

/** Finds the links that these services would have over what is stored. Runs nothing, changes nothing. */
export async function checkLinks(
  tools: CheckLinksTools,
  services: readonly WantedService[],
): Promise<LinkCheck> {
  return new LinkChecker(tools).check(services)
}

interface Wish extends LinkWish {
  /** Its `init` would run once its links are found. */
  readonly init: boolean
}

class LinkChecker {
  readonly #tools: CheckLinksTools
  readonly #space: LinkSpace
  readonly #diagnostics: Diagnostic[] = []
  readonly #targets = new Map<string, ActionTarget>()
  #cycle: Diagnostic | undefined
  #ensures = false

  constructor(tools: CheckLinksTools) {
    this.#tools = tools
    this.#space = new LinkSpace(tools.draft)
  }

  async check(services: readonly WantedService[]): Promise<LinkCheck> {
    for (let open = services; open.length > 0;) open = await this.#round(open)
    if (this.#cycle) this.#diagnostics.push(this.#cycle)
    return {
      diagnostics: this.#diagnostics,
      targets: [...this.#targets.values()],
      ensures: this.#ensures,
    }
  }

  /** The services whose links are still to be found; none when nothing helps: then the faults are told. */
  async #round(services: readonly WantedService[]): Promise<readonly WantedService[]> {
    const wishes = await this.#toWishes(services)
    await this.#space.prepare(wishes)
    const first = resolveLinks(wishes, this.#space, false)
    const found = first.links.size > 0 ? first : resolveLinks(wishes, this.#space, true)
    const { links, autos, diagnostics, warnings, cycle } = found
    this.#cycle ??= cycle
    this.#diagnostics.push(...warnings)
    const open = wishes.filter((wish) => !this.#settle(wish, found)).map(({ wanted }) => wanted)
    if (links.size > 0) return [...open, ...(await this.#make(autos))]
    this.#diagnostics.push(...diagnostics)
    return []
  }

  /** False when its links are not found yet. */
  #settle(wish: Wish, { links }: LinkResolution): boolean {
    const found = links.get(formatAddress(wish.wanted))
    if (!found) return false
    if (wish.init) this.#ensures = true
    this.#space.declare(wish, found)
    return true
  }

  async #make(autos: readonly AutoService[]): Promise<WantedService[]> {
    const { templates } = this.#tools
    const made: WantedService[] = []
    for (const auto of autos) {
      const { wanted, fault } = wantAuto((await templates.read(auto.role))?.template, auto)
      if (wanted) made.push(wanted)
      if (fault) this.#diagnostics.push(fault)
    }
    return made
  }

  async #toWishes(services: readonly WantedService[]): Promise<Wish[]> {
    const { draft, templates } = this.#tools
    await draft.load(services)
    const wishes: Wish[] = []
    for (const wanted of services) {
      const template = (await templates.read(wanted.template))?.template
      const stored = draft.get(wanted)
      if (template) {
        const { links, actions } = template
        const { name } = wanted
        this.#targets.set(formatAddress(wanted), { template: template.name, name, actions })
        const init = actions.has('init') && (!stored || isPlanningPending(stored, 'init'))
        wishes.push({ wanted, links, init, ...(stored && { stored: toKnown(stored) }) })
      }
    }
    return wishes
  }
}
