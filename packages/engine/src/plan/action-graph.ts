import {
  AysError,
  formatAddress,
  type Reason,
  type Records as Model,
  type ServiceAddress,
} from '@ays/core'
import {
  type ActorView,
  hasAction,
  needsOf,
  pullsNeighbours,
  REVERSE_ACTIONS,
} from '../state/actor-view.ts'
import { statusOf } from '../state/action-state.ts'
import { addressOf, type ActionRef } from '../state/action-ref.ts'
import { AddressMap } from '../state/address-map.ts'
import type { Draft } from '../state/draft.ts'

/** What a node of the graph is there for. */
type NodeKind = 'job' | 'gate' | 'disabled'

export interface ActionNode extends ActionRef {
  readonly service: Model.Service
  readonly actor: ActorView
  readonly kind: NodeKind
  /** Why it is in the graph although it is not pending itself. */
  readonly reason: Reason
}

/** Nodes and, for each, the nodes that come before it. Nodes of kind `gate` only order. */
export interface ActionGraph {
  readonly nodes: readonly ActionNode[]
  readonly needs: readonly (readonly number[])[]
}

const ASKED: Reason = { kind: 'asked' }

interface Wanted extends ActionRef {
  readonly id: number
}

/** What a node is expanded with. */
interface Surroundings extends Pick<ActionNode, 'service' | 'actor'> {
  readonly neighbours: readonly ServiceAddress[]
  /** Why what it needs is there. */
  readonly because: Reason
}

/** Grows from the seeds over what they need, a wave at a time, so that each wave is one read. */
class GraphBuilder {
  readonly #draft: Draft
  /** By action and service. */
  readonly #ids = new Map<string, AddressMap<number>>()
  /** Seeds have the first numbers. */
  readonly #seeds: number
  readonly #nodes: (ActionNode | undefined)[] = []
  readonly #needs: number[][] = []
  readonly #strong = new Set<number>()
  readonly #expanded = new Set<number>()
  readonly #reasons = new Map<number, Reason>()
  #frontier: Wanted[] = []
  /** Only ordered after: looked at when nothing more is pulled in. */
  #later: Wanted[] = []

  constructor(draft: Draft, seeds: readonly ActionRef[]) {
    this.#draft = draft
    for (const { address, action } of seeds) this.#want(address, action, true, ASKED)
    this.#seeds = this.#nodes.length
  }

  async build(): Promise<ActionGraph> {
    while (this.#frontier.length > 0) await this.#wave(true)
    this.#frontier = this.#later
    this.#later = []
    while (this.#frontier.length > 0) await this.#wave(false)
    const nodes = this.#nodes.map((node) => {
      if (!node) throw new AysError('AYS_INTERNAL', 'a node of the graph was never looked at')
      return node
    })
    return { nodes, needs: this.#needs }
  }

  #want(address: ServiceAddress, action: string, strong: boolean, reason: Reason): number {
    const known = this.#ids.get(action)?.get(address)
    const id = known ?? this.#number(address, action)
    if (strong && !this.#strong.has(id)) {
      this.#strong.add(id)
      this.#reasons.set(id, reason)
      this.#frontier.push({ address: addressOf(address), action, id })
    } else if (known === undefined) {
      this.#later.push({ address: addressOf(address), action, id })
    }
    return id
  }

  #number(address: ServiceAddress, action: string): number {
    const id = this.#nodes.length
    const ids = this.#ids.get(action) ?? new AddressMap<number>()
    this.#ids.set(action, ids)
    ids.set(address, id)
    this.#needs.push([])
    this.#nodes.push(undefined)
    return id
  }

  async #wave(pulling: boolean): Promise<void> {
    const wave = this.#frontier
    this.#frontier = []
    await this.#draft.load(wave.map(({ address }) => address))
    const services = wave.map(({ address }) => this.#draft.get(address))
    const actors = await this.#loadActors(services)
    const reverse = wave.filter(({ action }) => REVERSE_ACTIONS.has(action))
    await this.#draft.loadConsumers(reverse.map(({ address }) => address))
    for (const [at, wanted] of wave.entries()) {
      const service = services[at]
      const actor = service && actors.get(service.actor)
      if (!service || !actor) throw dangling(wanted)
      const kind = this.#kindOf(wanted, service, actor)
      const reason = this.#reasons.get(wanted.id) ?? ASKED
      const { address, action } = wanted
      this.#nodes[wanted.id] = { address, action, service, actor, kind, reason }
      // What is done already only orders: what it needs is looked at later, and never pulled in.
      if (pulling && (kind === 'disabled' || this.#isDone(wanted, service, kind))) {
        this.#later.push(wanted)
      } else {
        // Producers, or consumers for what is taken down.
        const takesDown = REVERSE_ACTIONS.has(action)
        const neighbours = takesDown ? await this.#draft.consumersOf(service) : service.links
        // What a node without a job is needed by needs all that it needs.
        const needed: Reason = {
          kind: 'needed',
          service: formatAddress(service),
          action,
        }
        const because = kind === 'gate' ? reason : needed
        this.#expand(wanted, { service, actor, neighbours, because }, pulling)
      }
    }
    if (!pulling) this.#frontier.push(...this.#later.splice(0))
  }

  #isDone({ action }: Wanted, service: Model.Service, kind: NodeKind): boolean {
    return kind === 'gate' && statusOf(service, action) === 'ok'
  }

  async #loadActors(
    services: readonly (Model.Service | undefined)[],
  ): Promise<Map<string, ActorView>> {
    const actors = new Map<string, ActorView>()
    for (const name of new Set(services.map((service) => service?.actor))) {
      const actor = name === undefined ? undefined : await this.#draft.actor(name)
      if (actor) actors.set(actor.name, actor)
    }
    return actors
  }

  #kindOf(wanted: Wanted, service: Model.Service, actor: ActorView): NodeKind {
    if (!this.#strong.has(wanted.id) || !hasAction(actor, wanted.action)) return 'gate'
    const status = statusOf(service, wanted.action)
    if (status === 'disabled') return 'disabled'
    if (wanted.id < this.#seeds) return 'job'
    return status === 'ok' || status === undefined ? 'gate' : 'job'
  }

  #expand(
    { id, action }: Wanted,
    { service, actor, neighbours, because }: Surroundings,
    pulling: boolean,
  ): void {
    if (this.#expanded.has(id)) return
    this.#expanded.add(id)
    const needs = new Set<number>()
    const need = (address: ServiceAddress, name: string, pulls: boolean) => {
      needs.add(this.#want(address, name, pulling && pulls, because))
    }
    for (const { action: before, of, pulls } of needsOf(actor, action)) {
      if (of === 'self') need(service, before, pulls)
      else for (const link of service.links) need(link, before, pulls)
    }
    const pulls = action !== 'delete' && pullsNeighbours(action)
    for (const neighbour of neighbours) need(neighbour, action, pulls)
    this.#needs[id] = [...needs]
  }
}

/** Everything that must happen for the seeds to happen, in the order in which it may. */
export async function buildActionGraph(
  draft: Draft,
  seeds: readonly ActionRef[],
): Promise<ActionGraph> {
  return new GraphBuilder(draft, seeds).build()
}

function dangling({ address }: Wanted): AysError {
  return new AysError(
    'AYS_INTERNAL',
    `${formatAddress(address)} is linked to, and is not there or has no actor`,
    { hint: 'Check the store with: ays store verify' },
  )
}
