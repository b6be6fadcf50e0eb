import {
  type ActorChange,
  type Diagnostic,
  type Executor,
  formatAddress,
  hasErrors,
  type Records as Model,
} from '@ays/core'
import { newId } from '../state/new-id.ts'
import { wantService } from '../blueprint/read-service.ts'
import type { WantedService } from '../blueprint/wanted.ts'
import {
  type AutoService,
  type LinkResolution,
  type LinkWish,
  resolveLinks,
  type ResolvedLink,
} from '../link/resolve-links.ts'
import type { Draft } from '../state/draft.ts'
import type { Schemas } from '../state/schemas.ts'
import type { Template, Templates, TextFile } from '../template/template.ts'
import { type Laid, layService } from './lay-service.ts'
import { LinkSpace, toKnown } from './link-space.ts'
import {
  type EnsuredBy,
  type Fresh,
  isPlanningPending,
  runPlanningActions,
} from './planning-actions.ts'
import { updateActor } from './update-actors.ts'
import { wantAuto } from './want-auto.ts'

/** A declaration and who makes it. */
export interface Wish {
  readonly wanted: WantedService
  readonly origin: Model.Origin
  /** Address of the service whose action ensures it, or for whose link it is made; else empty. */
  readonly by: string
}

export interface DeclareTools {
  readonly draft: Draft
  readonly templates: Templates
  readonly schemas: Schemas
  readonly executor: () => Executor
  readonly signal: AbortSignal | undefined
  readonly now: number
  /** Actors that are there follow their templates; in a run they stay as they are. */
  readonly updateActors: boolean
}

/** How each declared service met what is stored, by address. */
export interface Declared {
  readonly laid: ReadonlyMap<string, Laid>
  readonly actors: readonly ActorChange[]
  readonly files: readonly TextFile[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Linked {
  readonly wish: Wish
  readonly links: readonly ResolvedLink[]
}

/** More rounds than any real `ensure` chain: an action that ensures without end is refused. */
const ROUNDS = 100

/**
 * Lays declarations into the draft with their links, and whatever they need or ensure, until nothing
 * new appears. With an error among the diagnostics the draft is not to be used.
 */
export async function declareServices(
  tools: DeclareTools,
  wishes: readonly Wish[],
): Promise<Declared> {
  return new Declarer(tools).declare(wishes)
}

class Declarer {
  readonly #tools: DeclareTools
  readonly #space: LinkSpace
  readonly #laid = new Map<string, Laid>()
  readonly #actors: ActorChange[] = []
  readonly #files: TextFile[] = []
  readonly #diagnostics: Diagnostic[] = []
  readonly #known = new Map<string, Template>()
  readonly #uids = new Map<string, string>()
  /** Their planning actions wait for a producer that is still to be laid. */
  #held: readonly Fresh[] = []

  constructor(tools: DeclareTools) {
    this.#tools = tools
    this.#space = new LinkSpace(tools.draft)
  }

  /**
   * What a link misses may be what an `init` of this plan ensures: wishes whose links are not found wait
   * until no init brings anything new; then missing services are made; then what is left is a fault.
   */
  async declare(wishes: readonly Wish[]): Promise<Declared> {
    let open = wishes
    for (let round = 0; open.length > 0 && !hasErrors(this.#diagnostics); round++) {
      if (round === ROUNDS) this.#diagnostics.push(endless(open))
      else open = await this.#round(open)
    }
    const diagnostics = this.#diagnostics
    return { laid: this.#laid, actors: this.#actors, files: this.#files, diagnostics }
  }

  /** The wishes that are still to be laid. */
  async #round(wishes: readonly Wish[]): Promise<readonly Wish[]> {
    const linkWishes = await this.#toLinkWishes(wishes)
    await this.#space.prepare(linkWishes)
    const found = this.#resolve(linkWishes)
    if (!found) return []
    this.#diagnostics.push(...found.warnings)
    for (const wish of linkWishes) {
      const links = found.links.get(formatAddress(wish.wanted))
      if (links) this.#space.declare(wish, links)
    }
    const linked = wishes.flatMap((wish): Linked[] => {
      const links = found.links.get(formatAddress(wish.wanted))
      return links ? [{ wish, links }] : []
    })
    const made = (await Promise.all(found.autos.map((auto) => this.#fromAuto(auto)))).flat()
    const fresh = await this.#lay(linked, [...wishes, ...made])
    const ready = this.#holdBack([...this.#held, ...fresh])
    const { ensured, diagnostics } = await runPlanningActions(this.#tools, ready)
    this.#diagnostics.push(...diagnostics)
    const waiting = wishes.filter(({ wanted }) => !found.links.has(formatAddress(wanted)))
    const brought = await Promise.all(ensured.map((one) => this.#toWishes(one)))
    return [...waiting, ...made, ...brought.flat()]
  }

  /** Undefined when nothing helps: then the faults are told. */
  #resolve(wishes: readonly LinkWish[]): LinkResolution | undefined {
    const first = resolveLinks(wishes, this.#space, false)
    const found = first.links.size > 0 ? first : resolveLinks(wishes, this.#space, true)
    if (found.cycle) this.#diagnostics.push(found.cycle)
    else if (found.links.size > 0) return found
    this.#diagnostics.push(...found.diagnostics)
    return undefined
  }

  async #toLinkWishes(wishes: readonly Wish[]): Promise<LinkWish[]> {
    const { draft } = this.#tools
    await draft.load(wishes.map(({ wanted }) => wanted))
    const result: LinkWish[] = []
    for (const { wanted } of wishes) {
      const template = await this.#template(wanted.template)
      const stored = draft.get(wanted)
      if (template) {
        result.push({ wanted, links: template.links, ...(stored && { stored: toKnown(stored) }) })
      }
    }
    return result
  }

  /** The template, its actor brought up to date once. */
  async #template(name: string): Promise<Template | undefined> {
    const known = this.#known.get(name)
    if (known) return known
    const { draft, schemas, templates, now, updateActors } = this.#tools
    const template = (await templates.read(name))?.template
    if (!template) return undefined
    this.#known.set(name, template)
    schemas.add(template.schema)
    if (updateActors || !(await draft.actor(name))) {
      const change = await updateActor(draft, schemas, template, now)
      if (change) this.#actors.push(change)
      if (change && template.lockFile) this.#files.push(template.lockFile)
    }
    return template
  }

  /** What is only mentioned is laid in a later round; links to it need its uid now. */
  async #lay(linked: readonly Linked[], mentioned: readonly Wish[]): Promise<Fresh[]> {
    const { draft, schemas, now } = this.#tools
    await draft.load(mentioned.map(({ wanted }) => wanted))
    for (const { wanted } of mentioned) {
      const id = formatAddress(wanted)
      if (!this.#uids.has(id)) this.#uids.set(id, draft.get(wanted)?.uid ?? newId(now))
    }
    const toLink = ({ role, name, argname, parent, named }: ResolvedLink): Model.Link => {
      const uid = this.#uids.get(formatAddress({ role, name })) ?? draft.get({ role, name })?.uid
      return { role, name, uid: uid ?? '', argname, parent, named }
    }
    const fresh: Fresh[] = []
    for (const { wish, links } of linked) {
      const { wanted, origin, by } = wish
      const actor = await draft.actor(wanted.template)
      if (!actor) continue
      const declaration = {
        wanted,
        origin,
        by,
        actor,
        schema: schemas.of(actor),
        uid: this.#uids.get(formatAddress(wanted)) ?? '',
        links: links.map(toLink),
      }
      const laid = await layService(draft, declaration, now)
      this.#laid.set(formatAddress(wanted), laid)
      const service = draft.get(wanted)
      if (service) fresh.push(...freshOf(wanted, service, laid))
    }
    return fresh
  }

  /** Those whose producers are all laid; the others wait for a later round. */
  #holdBack(fresh: readonly Fresh[]): readonly Fresh[] {
    const held = new Set<string>()
    const isOpen = (id: string) => held.has(id) || (this.#uids.has(id) && !this.#laid.has(id))
    if (this.#uids.size > this.#laid.size) {
      for (let before = -1; before !== held.size;) {
        before = held.size
        for (const { address } of fresh) {
          const links = this.#tools.draft.get(address)?.links ?? []
          if (links.some((link) => isOpen(formatAddress(link)))) held.add(formatAddress(address))
        }
      }
    }
    this.#held = fresh.filter(({ address }) => held.has(formatAddress(address)))
    return fresh.filter(({ address }) => !held.has(formatAddress(address)))
  }

  async #fromAuto(auto: AutoService): Promise<Wish[]> {
    const { wanted, fault } = wantAuto(await this.#template(auto.role), auto)
    if (fault) this.#diagnostics.push(fault)
    return wanted ? [{ wanted, origin: 'auto', by: formatAddress(auto.by) }] : []
  }

  async #toWishes({ by, source, ensured }: EnsuredBy): Promise<Wish[]> {
    const wishes: Wish[] = []
    for (const one of ensured) {
      const reading = await readEnsured(this.#tools.templates, one, formatAddress(by), source)
      this.#diagnostics.push(...reading.diagnostics)
      if (reading.wanted) {
        wishes.push({ wanted: reading.wanted, origin: 'ensured', by: formatAddress(by) })
      }
    }
    return wishes
  }
}

/** Whose planning actions have something new to look at. */
function freshOf(wanted: WantedService, service: Model.Service, laid: Laid): Fresh[] {
  const init = laid === 'created' || isPlanningPending(service, 'init')
  if (laid === 'unchanged' && !init && !isPlanningPending(service, 'input')) return []
  const { role, name, file, line, column } = wanted
  return [{ address: { role, name }, source: { file, line, column }, init }]
}

/** What an action declared, checked against its template. */
export async function readEnsured(
  templates: Templates,
  { template: name, name: instance, data }: EnsuredBy['ensured'][number],
  by: string,
  source: EnsuredBy['source'],
): Promise<{ readonly wanted?: WantedService; readonly diagnostics: readonly Diagnostic[] }> {
  const template = (await templates.read(name))?.template
  const fault = (code: Diagnostic['code'], message: string): Diagnostic => ({
    severity: 'error',
    code,
    summary: `${by} ensures ${name}__${instance}: ${message}`,
    source,
  })
  if (!template) {
    return { diagnostics: [fault('AYS_TEMPLATE_UNKNOWN', 'there is no such template')] }
  }
  const place = { ...source, locate: () => source }
  const { service, faults } = wantService(template, instance, data, place)
  if (faults.length === 0) return { wanted: service, diagnostics: [] }
  return { diagnostics: faults.map(({ code, message }) => fault(code, message)) }
}

function endless(wishes: readonly Wish[]): Diagnostic {
  const names = wishes.slice(0, 3).map(({ wanted }) => formatAddress(wanted))
  return {
    severity: 'error',
    code: 'AYS_INPUT_INVALID',
    summary: `init actions ensure services without end: ${names.join(', ')}, ...`,
    ...(wishes[0] ? { source: wishes[0].wanted } : {}),
  }
}
