import type { AccessApi, ActorApi, AysApi, PortApi, ServiceApi, WorkApi } from '@ays/core'
import type { WorkOptions } from '../work/work.ts'

/** What this process can do beside what a command can ask for. */
export interface Engine extends AysApi {
  /**
   * The work of a daemon: goes on with interrupted runs, and makes runs of what recurs, of events and of what is
   * queued, as long as this process holds the lease `daemon` of the store; else it waits for it. Resolves after the
   * signal; runs that are under way go on. Never rejects: what fails is told.
   */
  work(options: WorkOptions): Promise<void>
}

/** What of an Engine belongs to no group of methods. */
export type UngroupedApi = Omit<
  Engine,
  keyof (ServiceApi & ActorApi & AccessApi & WorkApi & PortApi)
>
