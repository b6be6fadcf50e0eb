import { formatAddress, type ServiceAddress } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Address of a service to its actions that a job works on now. */
export type RunningActions = ReadonlyMap<string, ReadonlySet<string>>

/** What jobs work on, read from the runs that hold claims: never written into a service. Each run is read once. */
export class RunningJobs {
  readonly #records: Records
  readonly #known = new Map<string, Promise<RunningActions>>()

  constructor(records: Records) {
    this.#records = records
  }

  /** What runs of these services. */
  async of(services: readonly ServiceAddress[]): Promise<RunningActions> {
    const { codecs } = this.#records
    const claims = await this.#records.getMany(codecs.claim, services.map(keys.claim))
    const runs = new Set(claims.flatMap((claim) => claim?.value.run ?? []))
    const found = await Promise.all([...runs].map((run) => this.#ofRun(run)))
    return new Map(found.flatMap((actions) => [...actions]))
  }

  #ofRun(run: string): Promise<RunningActions> {
    const known = this.#known.get(run) ?? this.#read(run)
    this.#known.set(run, known)
    return known
  }

  async #read(run: string): Promise<RunningActions> {
    const result = new Map<string, Set<string>>()
    const { codecs } = this.#records
    for await (const { value } of this.#records.scan(codecs.job, { prefix: keys.jobs(run) })) {
      if (value.state !== 'running') continue
      const address = formatAddress(value)
      result.set(address, (result.get(address) ?? new Set<string>()).add(value.action))
    }
    return result
  }
}
