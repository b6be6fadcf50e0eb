import { type Diagnostic, type ErrorCode, formatAddress } from '@ays/core'
import type { WantedService } from '../blueprint/wanted.ts'
import { type LinkResolution, type LinkWish, resolveLinks } from '../link/resolve-links.ts'
import type { Draft } from '../state/draft.ts'
import type { Templates } from '../template/template.ts'
import { LinkSpace } from './link-space.ts'
import { isPlanningPending } from './planning-actions.ts'
import { wantAuto } from './want-auto.ts'

export interface CheckLinksTools {
  readonly draft: Draft
  readonly templates: Templates
}

/**
 * The faults of the links that these services would have over what is stored. Runs nothing and lays
 * nothing into the draft. What an `init` that a plan would run could still bring is a warning.
 */
export async function checkLinks(
  tools: CheckLinksTools,
  services: readonly WantedService[],
): Promise<Diagnostic[]> {
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
  #ensures = false

  constructor(tools: CheckLinksTools) {
    this.#tools = tools
    this.#space = new LinkSpace(tools.draft)
  }

  async check(services: readonly WantedService[]): Promise<Diagnostic[]> {
    for (let open = services; open.length > 0;) open = await this.#round(open)
    return this.#ensures ? this.#diagnostics.map(soften) : this.#diagnostics
  }

  /** The services that have to be made for these. */
  async #round(services: readonly WantedService[]): Promise<WantedService[]> {
    const wishes = await this.#toWishes(services)
    await this.#space.prepare(wishes)
    const found = resolveLinks(wishes, this.#space, true)
    this.#note(wishes, found)
    const made = await Promise.all(
      found.autos.map(async (auto) =>
        wantAuto((await this.#tools.templates.read(auto.role))?.template, auto),
      ),
    )
    this.#diagnostics.push(...made.flatMap(({ fault }) => fault ?? []))
    return made.flatMap(({ wanted }) => wanted ?? [])
  }

  #note(wishes: readonly Wish[], found: LinkResolution): void {
    const { links, diagnostics, warnings, cycle } = found
    this.#diagnostics.push(...diagnostics, ...warnings, ...(cycle ? [cycle] : []))
    for (const wish of wishes) {
      const own = links.get(formatAddress(wish.wanted))
      if (own && wish.init) this.#ensures = true
      this.#space.declare(wish, own ?? [])
    }
  }

  async #toWishes(services: readonly WantedService[]): Promise<Wish[]> {
    const { draft, templates } = this.#tools
    await draft.load(services)
    const wishes: Wish[] = []
    for (const wanted of services) {
      const template = (await templates.read(wanted.template))?.template
      const stored = draft.get(wanted)
      if (template) {
        const { links } = template
        const init = template.actions.has('init') && (!stored || isPlanningPending(stored, 'init'))
        const known = stored && { ...stored, template: stored.actor }
        wishes.push({ wanted, links, init, ...(known ? { stored: known } : {}) })
      }
    }
    return wishes
  }
}

/** What somebody else's `ensure` can mend: too many, ambiguous ones and circles stay what they are. */
const MENDABLE: ReadonlySet<ErrorCode> = new Set(['AYS_LINK_UNKNOWN', 'AYS_LINK_MISSING'])

function soften(diagnostic: Diagnostic): Diagnostic {
  if (!MENDABLE.has(diagnostic.code)) return diagnostic
  const detail = `${diagnostic.detail ?? ''} An init that runs while planning may still bring it.`
  return { ...diagnostic, severity: 'warning', detail: detail.trim() }
}
