import { formatAddress, type Records as Model, type ServiceAddress } from '@ays/core'
import { viewActor, type ActorView } from './actor-view.ts'
import type { ChangeSet } from './change-set.ts'
import { keys } from './keys.ts'
import type { Records, Stored } from './records.ts'
import { eraseService, writeService } from './write-service.ts'

type Service = Model.Service

/**
 * The repository as it is stored, with changes laid over it that are not yet committed. Whatever is
 * asked of it becomes a check of the change set, so that the commit is right although reading is weak.
 */
export class Draft {
  readonly records: Records
  readonly changes: ChangeSet
  readonly #stored = new Map<string, Stored<Service> | undefined>()
  readonly #current = new Map<string, Service | undefined>()
  readonly #actors = new Map<string, DraftActor>()
  readonly #frozen: Map<string, ActorView | undefined> | undefined
  readonly #roles = new Map<string, ReadonlySet<string>>()
  /** Read once: the guard of the producer tells whether more came since. */
  readonly #storedConsumers = new Map<string, readonly ServiceAddress[]>()
  /** Links that the changes add: producer to consumers. */
  readonly #newConsumers = new Map<string, Map<string, ServiceAddress>>()

  /** With `frozen` actors are read once for all drafts that share it, and not checked: as in a run. */
  constructor(records: Records, changes: ChangeSet, frozen?: Map<string, ActorView | undefined>) {
    this.records = records
    this.changes = changes
    this.#frozen = frozen
  }

  /** Reads what is not known yet, in one go. */
  async load(addresses: readonly ServiceAddress[]): Promise<void> {
    const missing = new Map<string, ServiceAddress>()
    for (const address of addresses) {
      const id = formatAddress(address)
      if (!this.#stored.has(id)) missing.set(id, address)
    }
    if (missing.size === 0) return
    const found = await this.records.services([...missing.values()])
    let at = 0
    for (const id of missing.keys()) this.#stored.set(id, found[at++])
  }

  /** The service as it would be; it was loaded before. */
  get(address: ServiceAddress): Service | undefined {
    const id = formatAddress(address)
    if (this.#current.has(id)) return this.#current.get(id)
    return this.#readStored(id, address)?.value
  }

  /** The service as it is stored now, whatever the changes do to it. */
  before(address: ServiceAddress): Service | undefined {
    return this.#readStored(formatAddress(address), address)?.value
  }

  #readStored(id: string, address: ServiceAddress): Stored<Service> | undefined {
    const stored = this.#stored.get(id)
    this.changes.read(keys.service(address), stored)
    return stored
  }

  set(service: Service): void {
    const id = formatAddress(service)
    const before = this.before(service)
    this.#current.set(id, service)
    if (before?.links === service.links) return
    for (const link of service.links) {
      const producer = formatAddress(link)
      const consumers = this.#newConsumers.get(producer) ?? new Map<string, ServiceAddress>()
      this.#newConsumers.set(producer, consumers.set(id, service))
    }
  }

  erase(address: ServiceAddress): void {
    this.before(address)
    this.#current.set(formatAddress(address), undefined)
  }

  /** Every service of a role, sorted by name. Guarded: a plan fails if one comes or goes. */
  async ofRole(role: string): Promise<Service[]> {
    const names = this.#roles.get(role) ?? (await this.#scanRole(role))
    this.#roles.set(role, names)
    const result = [...names].flatMap((id) => this.#present(id))
    for (const [id, service] of this.#current) {
      if (service?.role === role && !names.has(id)) result.push(service)
    }
    return result.toSorted((a, b) => compare(a.name, b.name))
  }

  #present(id: string): Service[] {
    const service = this.#current.has(id) ? this.#current.get(id) : this.#stored.get(id)?.value
    return service ? [service] : []
  }

  async #scanRole(role: string): Promise<Set<string>> {
    const guard = keys.guardRole(role)
    this.changes.read(guard, await this.records.store.get(guard))
    const names = new Set<string>()
    const range = { prefix: keys.servicesOfRole(role) }
    for await (const stored of this.records.scan(this.records.codecs.service, range)) {
      const id = formatAddress(stored.value)
      names.add(id)
      if (!this.#stored.has(id)) this.#stored.set(id, stored)
    }
    return names
  }

  /** Every service, sorted by address. Not guarded: what comes or goes meanwhile is not meant. */
  async all(): Promise<Service[]> {
    const found = new Map<string, Service>()
    const { codecs } = this.records
    for await (const stored of this.records.scan(codecs.service, { prefix: keys.services })) {
      const id = formatAddress(stored.value)
      if (!this.#stored.has(id)) this.#stored.set(id, stored)
      for (const service of this.#present(id)) found.set(id, service)
    }
    for (const [id, service] of this.#current) if (service) found.set(id, service)
    return [...found].toSorted(([a], [b]) => compare(a, b)).map(([, service]) => service)
  }

  /** Services that consume this one, its children included; loaded, sorted by address. Guarded. */
  async consumersOf(producer: ServiceAddress): Promise<Service[]> {
    const id = formatAddress(producer)
    const stored = this.#storedConsumers.get(id) ?? (await this.#scanConsumers(producer))
    this.#storedConsumers.set(id, stored)
    const added = this.#newConsumers.get(id)
    const addresses = [...stored, ...(added?.values() ?? [])]
    await this.load(addresses)
    const found = new Map<string, Service>()
    for (const address of addresses) {
      const service = this.get(address)
      if (service && linksTo(service, producer)) found.set(formatAddress(address), service)
    }
    return [...found].toSorted(([a], [b]) => compare(a, b)).map(([, service]) => service)
  }

  async #scanConsumers(producer: ServiceAddress): Promise<ServiceAddress[]> {
    const guard = keys.guardService(producer)
    const [entry, stored] = await Promise.all([
      this.records.store.get(guard),
      this.records.addresses(keys.consumersOf(producer)),
    ])
    this.changes.read(guard, entry)
    return stored
  }

  /** The frozen template of a service, as it would be. */
  async actor(name: string): Promise<ActorView | undefined> {
    return (await this.#actor(name)).view
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
    this.#frozen?.set(record.name, view)
  }

  /** Services that the changes create, change or erase: as stored and as they would be. */
  *changed(): Iterable<{ before: Service | undefined; after: Service | undefined }> {
    for (const [id, after] of this.#current) {
      const before = this.#stored.get(id)?.value
      if (before !== after) yield { before, after }
    }
  }

  /** A service that the changes touch, by its address as text. */
  changedService(id: string): Service | undefined {
    return this.#current.get(id)
  }

  /** Puts every change into the change set. */
  write(): void {
    for (const { before, after } of this.changed()) {
      if (after) writeService(this.changes, this.records, before, after)
      else if (before) eraseService(this.changes, before)
    }
    for (const [name, { before, view }] of this.#actors) {
      if (view && view.record !== before) {
        this.changes.put(keys.actor(name), this.records.codecs.actor, view.record)
      }
    }
  }
}

interface DraftActor {
  readonly before: Model.Actor | undefined
  readonly view: ActorView | undefined
}

function linksTo(service: Service, producer: ServiceAddress): boolean {
  return service.links.some(({ role, name }) => role === producer.role && name === producer.name)
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
