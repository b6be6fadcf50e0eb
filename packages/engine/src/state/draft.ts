import { formatAddress, type Records as Model, parseAddress, type ServiceAddress } from '@ays/core'
import { viewActor, type ActorView } from './actor-view.ts'
import { AddressMap } from './address-map.ts'
import type { ChangeSet } from './change-set.ts'
import { addressOfKey, keys } from './keys.ts'
import type { Records, Stored } from './records.ts'
import { scanPrefixes } from './scan-prefixes.ts'
import { writeActor } from './write-actor.ts'
import { eraseService, writeService } from './write-service.ts'

type Service = Model.Service

/** What a draft knows of a service. */
interface Known {
  readonly stored: Stored<Service> | undefined
  /** As it would be. */
  current: Service | undefined
  /** The commit checks that it still is as it was read. */
  checked: boolean
}

export interface DraftOptions {
  /** Actors are read once for all drafts that share this, and not checked: as in a run. */
  readonly frozen?: Map<string, ActorView | undefined>
  /** Reads services in place of the records: in the order of the addresses. */
  readonly readServices?: Records['services']
}

/**
 * The repository as it is stored, with changes laid over it that are not yet committed. Whatever is
 * asked of it becomes a check of the change set, so that the commit is right although reading is weak.
 */
export class Draft {
  readonly records: Records
  readonly changes: ChangeSet
  readonly #services = new AddressMap<Known>()
  readonly #actors = new Map<string, DraftActor>()
  /** What {@link Draft.actor} answers: the same promise for all services of a template. */
  readonly #views = new Map<string, Promise<ActorView | undefined>>()
  readonly #frozen: DraftOptions['frozen']
  readonly #readServices: Records['services']
  readonly #roles = new Set<string>()
  /** Read once: the guard of the producer tells whether more came since. */
  readonly #storedConsumers = new AddressMap<readonly ServiceAddress[]>()
  /** Links that the changes add: producer to consumers. */
  readonly #newConsumers = new AddressMap<ServiceAddress[]>()

  constructor(records: Records, changes: ChangeSet, { frozen, readServices }: DraftOptions = {}) {
    this.records = records
    this.changes = changes
    this.#frozen = frozen
    this.#readServices = readServices ?? ((addresses) => records.services(addresses))
  }

  /** Reads what is not known yet, in one go. */
  async load(addresses: readonly ServiceAddress[]): Promise<void> {
    const missing = addresses.filter((address) => !this.#services.has(address))
    if (missing.length === 0) return
    const found = await this.#readServices(missing)
    for (const [at, address] of missing.entries()) this.#learn(address, found[at])
  }

  #learn(address: ServiceAddress, stored: Stored<Service> | undefined): Known {
    const known = this.#services.get(address) ?? { stored, current: stored?.value, checked: false }
    this.#services.set(address, known)
    return known
  }

  /** The service as it would be; it was loaded before. */
  get(address: ServiceAddress): Service | undefined {
    return this.#check(address)?.current
  }

  /** The version that it was read in; undefined for what is not there. */
  versionOf(address: ServiceAddress): string | undefined {
    return this.#check(address)?.stored?.version
  }

  /** As {@link Draft.get}, of what the commit does not hang on. */
  peek(address: ServiceAddress): Service | undefined {
    return this.#services.get(address)?.current
  }

  /** The service as it is stored now, whatever the changes do to it. */
  before(address: ServiceAddress): Service | undefined {
    return this.#check(address)?.stored?.value
  }

  #check(address: ServiceAddress): Known | undefined {
    const known = this.#services.get(address)
    if (known?.checked) return known
    this.changes.read(known?.stored?.key ?? keys.service(address), known?.stored)
    if (known) known.checked = true
    return known
  }

  set(service: Service): void {
    const known = this.#check(service) ?? this.#learn(service, undefined)
    const { current } = known
    known.current = service
    if (current?.links === service.links) return
    for (const link of service.links) {
      const consumers = this.#newConsumers.get(link)
      if (consumers) consumers.push(service)
      else this.#newConsumers.set(link, [service])
    }
  }

  erase(address: ServiceAddress): void {
    const known = this.#check(address) ?? this.#learn(address, undefined)
    known.current = undefined
  }

  /** Every service of a role, sorted by name. Guarded: a plan fails if one comes or goes. */
  async ofRole(role: string): Promise<Service[]> {
    if (!this.#roles.has(role)) await this.#scanRole(role)
    this.#roles.add(role)
    return present(this.#services.ofRole(role).values()).toSorted((a, b) => compare(a.name, b.name))
  }

  async #scanRole(role: string): Promise<void> {
    const guard = keys.guardRole(role)
    this.changes.read(guard, await this.records.store.get(guard))
    await this.#scan(keys.servicesOfRole(role))
  }

  async #scan(prefix: string): Promise<void> {
    for await (const stored of this.records.scan(this.records.codecs.service, { prefix })) {
      this.#learn(stored.value, stored)
    }
  }

  /** Every service, sorted by address. Not guarded: what comes or goes meanwhile is not meant. */
  async all(): Promise<Service[]> {
    await this.#scan(keys.services)
    return present(this.#services.values()).toSorted(compareAddresses)
  }

  /** Services that consume this one, its children included; loaded, sorted by address. Guarded. */
  async consumersOf(producer: ServiceAddress): Promise<Service[]> {
    if (!this.#storedConsumers.has(producer)) await this.loadConsumers([producer])
    const stored = this.#storedConsumers.get(producer) ?? []
    const added = this.#newConsumers.get(producer) ?? []
    const found = new Set<Service>()
    for (const address of [...stored, ...added]) {
      const service = this.get(address)
      if (service && linksTo(service, producer)) found.add(service)
    }
    return [...found].toSorted(compareAddresses)
  }

  /** Reads the consumers of many services in one go, so that {@link consumersOf} has them. */
  async loadConsumers(producers: readonly ServiceAddress[]): Promise<void> {
    const { store } = this.records
    const missing = producers.filter((producer) => !this.#storedConsumers.has(producer))
    if (missing.length === 0) return
    const guards = missing.map(keys.guardService)
    const entries = await store.getMany(guards)
    const prefixes = missing.map(keys.consumersOf)
    const found = await scanPrefixes(store, prefixes)
    for (const [at, producer] of missing.entries()) {
      this.changes.read(guards[at] ?? '', entries[at])
      const consumers = found.get(prefixes[at] ?? '') ?? []
      this.#storedConsumers.set(producer, consumers.map(addressOfKey))
    }
    await this.load(missing.flatMap((producer) => this.#storedConsumers.get(producer) ?? []))
  }

  /** The frozen template of a service, as it would be. */
  actor(name: string): Promise<ActorView | undefined> {
    const known = this.#views.get(name)
    if (known) return known
    const view = this.#actor(name).then((actor) => actor.view)
    this.#views.set(name, view)
    return view
  }

  async #actor(name: string): Promise<DraftActor> {
    const known = this.#actors.get(name)
    if (known) return known
    if (this.#frozen?.has(name)) return { before: undefined, view: this.#frozen.get(name) }
    const stored = await this.records.get(this.records.codecs.actor, keys.actor(name))
    const actor = { before: stored?.value, view: stored && viewActor(stored.value) }
    if (this.#frozen) this.#frozen.set(name, actor.view)
    else this.changes.read(keys.actor(name), stored)
    this.#actors.set(name, actor)
    return actor
  }

  async setActor(record: Model.Actor): Promise<void> {
    const { before } = await this.#actor(record.name)
    const view = viewActor(record)
    this.#actors.set(record.name, { before, view })
    this.#views.set(record.name, Promise.resolve(view))
    this.#frozen?.set(record.name, view)
  }

  /** Services that the changes create, change or erase: as stored and as they would be. */
  *changed(): Iterable<{ before: Service | undefined; after: Service | undefined }> {
    for (const { stored, current } of this.#services.values()) {
      if (stored?.value !== current) yield { before: stored?.value, after: current }
    }
  }

  /** A service that the changes touch, by its address as text. */
  changedService(id: string): Service | undefined {
    const known = this.#services.get(parseAddress(id))
    return known?.stored?.value === known?.current ? undefined : known?.current
  }

  /** Puts every change into the change set, all but what it leaves in the history: that is to be signed. */
  write(): Model.Revision[] {
    const revisions: Model.Revision[] = []
    for (const known of this.#services.values()) {
      const before = known.stored?.value
      if (before !== known.current) revisions.push(...this.#writeService(known, before))
    }
    for (const { before, view } of this.#actors.values()) {
      if (view && view.record !== before) {
        writeActor(this.changes, this.records, before, view.record)
      }
    }
    return revisions
  }

  /** What it leaves in the history. */
  #writeService(known: Known, before: Service | undefined): Model.Revision[] {
    const { current } = known
    if (current === undefined) return before ? [eraseService(this.changes, before)] : []
    const { written, revision } = writeService(this.changes, this.records, before, current)
    known.current = written
    return revision ? [revision] : []
  }
}

interface DraftActor {
  readonly before: Model.Actor | undefined
  readonly view: ActorView | undefined
}

function linksTo(service: Service, producer: ServiceAddress): boolean {
  return service.links.some(({ role, name }) => role === producer.role && name === producer.name)
}

function present(all: Iterable<Known>): Service[] {
  return [...all].flatMap(({ current }) => current ?? [])
}

/** As their addresses are written. */
function compareAddresses(a: ServiceAddress, b: ServiceAddress): number {
  return a.role === b.role ? compare(a.name, b.name) : compare(formatAddress(a), formatAddress(b))
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
