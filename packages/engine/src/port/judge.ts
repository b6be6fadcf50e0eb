import {
  type Diagnostic,
  formatAddress,
  type Records as Model,
  type Schema,
  type ServiceAddress,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import { findCycle } from '../graph/cycle.ts'
import { type ActorView, viewActor } from '../state/actor-view.ts'
import { AddressMap } from '../state/address-map.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { Schemas } from '../state/schemas.ts'
import type { Ported, PortedActor, PortedService } from './ported.ts'
import type { SchemaTools } from './read-actors.ts'
import { refuseTwins, toAddress } from './read-services.ts'
import type { LinkDoc } from './service-doc.ts'
import { toService } from './to-service.ts'
import { Unmasker } from './unmask.ts'
import { DocWriter } from './write-docs.ts'

/** What of an import is new, and how much is there already. */
export interface Judged {
  readonly actors: readonly PortedActor[]
  readonly services: readonly Model.Service[]
  /** Services that are there, as the import says. */
  readonly unchanged: number
}

/** Compares an import with what is stored. With anything in `faults`, the result is not to be used. */
export async function judge(
  draft: Draft,
  tools: SchemaTools,
  ported: Ported,
  faults: Diagnostic[],
): Promise<Judged> {
  return new Judge(draft, tools, ported, faults).judge()
}

class Judge {
  readonly #draft: Draft
  readonly #schemas: Schemas
  readonly #ported: Ported
  readonly #faults: Diagnostic[]
  /** The actors that services can be of. */
  readonly #actors = new Map<string, { readonly view: ActorView; readonly schema: Schema }>()
  readonly #uids = new AddressMap<string>()

  constructor(draft: Draft, tools: SchemaTools, ported: Ported, faults: Diagnostic[]) {
    this.#draft = draft
    this.#schemas = new Schemas(tools.codec, tools.formats)
    this.#ported = ported
    this.#faults = faults
  }

  async judge(): Promise<Judged> {
    const given = refuseTwins(this.#ported.services, this.#faults)
    const actors = await this.#judgeActors(given)
    await this.#draft.load(given.flatMap(addressesOf))
    for (const { address, doc } of given) this.#uids.set(address, doc.uid)
    const services = given.flatMap((one) => this.#judgeService(one) ?? [])
    this.#refuseCycle(given)
    return { actors, services, unchanged: given.length - services.length }
  }

  /** Those that are new. */
  async #judgeActors(services: readonly PortedService[]): Promise<PortedActor[]> {
    const fresh: PortedActor[] = []
    for (const actor of this.#ported.actors.values()) {
      const stored = await this.#draft.actor(actor.view.name)
      const given = this.#unmaskActor(actor, stored)
      this.#actors.set(given.view.name, given)
      if (!stored) fresh.push(given)
      else if (!isSameActor(stored, given.view)) {
        const summary = `the actor ${stored.name} is there already, and differs`
        this.#faults.push(given.place.error('AYS_INPUT_INVALID', [], summary))
      }
    }
    for (const name of new Set(services.map(({ doc }) => doc.actor))) {
      const stored = this.#actors.has(name) ? undefined : await this.#draft.actor(name)
      if (stored) this.#actors.set(name, { view: stored, schema: this.#schemas.of(stored) })
    }
    return fresh
  }

  #unmaskActor(actor: PortedActor, stored: ActorView | undefined): PortedActor {
    const { view, place } = actor
    const unmasker = new Unmasker(!this.#ported.secrets, this.#faults)
    const events = unmasker.events(view.events, stored?.events, place)
    return { ...actor, view: viewActor({ ...view.record, eventsJson: formatJson(events) }) }
  }

  /** Its record, when it is new. */
  #judgeService(ported: PortedService): Model.Service | undefined {
    const { address, doc, place } = ported
    const actor = this.#actors.get(doc.actor)
    const stored = this.#draft.get(address)
    if (!actor) {
      // Of an actor that has a fault, only that fault is told.
      if (this.#ported.names.has(doc.actor)) return undefined
      const detail = `There is no actors/${doc.actor} in the import, nor such an actor here.`
      const summary = `there is no actor ${doc.actor}`
      this.#faults.push(place.error('AYS_TEMPLATE_UNKNOWN', ['actor'], summary, detail))
      return undefined
    }
    const context = {
      actor: actor.view,
      schema: actor.schema,
      stored,
      masked: !this.#ported.secrets,
      uidOf: (to: ServiceAddress) => this.#uidOf(to),
    }
    const count = this.#faults.length
    const service = toService(ported, context, this.#faults)
    if (!stored) return service
    const same = this.#faults.length > count || isSameService(stored, service, context)
    if (!same) {
      const summary = `${formatAddress(address)} is there already, and differs`
      this.#faults.push(place.error('AYS_INPUT_INVALID', [], summary))
    }
    return undefined
  }

  #uidOf(address: ServiceAddress): string | undefined {
    const known = this.#uids.get(address) ?? this.#draft.get(address)?.uid
    // Of a service that has a fault, only that fault is told.
    return known ?? (this.#ported.names.has(formatAddress(address)) ? '' : undefined)
  }

  #refuseCycle(services: readonly PortedService[]): void {
    const at = new AddressMap<number>()
    for (const [number, { address }] of services.entries()) at.set(address, number)
    const needs = services.map(({ doc }) => targetsOf(doc.links).flatMap((to) => at.get(to) ?? []))
    const cycle = findCycle(needs)?.flatMap((number) => services[number] ?? [])
    const first = cycle?.[0]
    if (!cycle || !first) return
    const path = [...cycle, first].map(({ address }) => formatAddress(address)).join(' -> ')
    const summary = `services need each other: ${path}`
    this.#faults.push(first.place.error('AYS_LINK_CYCLE', ['links'], summary))
  }
}

function addressesOf({ address, doc }: PortedService): ServiceAddress[] {
  return [address, ...targetsOf(doc.links), ...targetsOf(doc.before?.links)]
}

function targetsOf(links: readonly LinkDoc[] = []): ServiceAddress[] {
  return links.flatMap(({ to }) => toAddress(to) ?? [])
}

function isSameActor(a: ActorView, b: ActorView): boolean {
  return isDeepStrictEqual(docsOfActor(a), docsOfActor(b))
}

function docsOfActor(view: ActorView): object {
  const { capnp, lockJson } = view.record
  return { ...new DocWriter(true).actor(view), capnp, lockJson }
}

interface Shown {
  readonly actor: ActorView
  readonly schema: Schema
}

function isSameService(stored: Model.Service, given: Model.Service, shown: Shown): boolean {
  return isDeepStrictEqual(docsOfService(stored, shown), docsOfService(given, shown))
}

/** The count of revisions hangs on the history, which is not exported. */
function docsOfService(service: Model.Service, { actor, schema }: Shown): object {
  const writer = new DocWriter(true)
  const doc = writer.service({ ...service, revision: 0 }, actor, schema)
  return { doc, data: writer.data(schema, service.data) }
}
