/** Whose turn it is, in one walk through the queue: who came first with a service goes first. */
export class Turns {
  readonly #held = new Set<string>()
  /** Services by source of events, of those that are retried later. */
  readonly #putOff = new Map<string, Set<string>>()

  readonly #wanted = new Set<string>()

  /** Services that somebody waits for whose turn it is. */
  get wanted(): ReadonlySet<string> {
    return this.#wanted
  }

  /** Nobody but what recurs is in its way: that waits, or it might never find all of them free. */
  want(services: readonly string[]): void {
    for (const service of services) this.#wanted.add(service)
  }

  /** Whatever comes later with one of these waits. */
  hold(services: readonly string[]): void {
    for (const service of services) this.#held.add(service)
  }

  /** Of the same source, what comes later with one of these waits; others may go first. */
  putOff(source: string, services: readonly string[]): void {
    if (source === '') return
    const known = this.#putOff.get(source) ?? new Set()
    for (const service of services) known.add(service)
    this.#putOff.set(source, known)
  }

  /** True when somebody before it has one of the services; false as long as it is not known what they are. */
  mustWait(source: string, services: readonly string[] = []): boolean {
    const later = this.#putOff.get(source)
    return services.some((service) => this.#held.has(service) || later?.has(service) === true)
  }
}
