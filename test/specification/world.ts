import {
  type ActionStatus,
  type ApplyReport,
  type ApplyRequest,
  type Clock,
  isAysError,
  type Plan,
  type PlanRequest,
  type RunDetail,
  type StateChange,
  type Store,
} from '@ays/core'
import type { Engine } from '@ays/engine'
import { chosenStore } from '../harness/chosen-store.ts'
import { placesOf } from '../harness/documents.ts'
import { openTestEngine, type TestEngine } from '../harness/engine.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { storeModule } from '../harness/store-module.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

/** A template of a specification: its actions write to the world's journal. */
export interface WorldTemplate {
  /** schema.hrd. */
  readonly schema?: string
  /** actor.yaml. */
  readonly actor?: string
  /** Exported actions that do nothing but write their line. */
  readonly does?: readonly string[]
  /** More of the actions file (see {@link Journal.actions}). */
  readonly code?: string
}

/** A blueprint: one file, or several by name; or any other request of the API. */
export type Wanted = string | Readonly<Record<string, string>> | PlanRequest

/** A repository with its engine in this process: what a specification acts on. */
export interface World extends AsyncDisposable {
  readonly api: Engine
  readonly journal: Journal
  plan(wanted: Wanted): Promise<Plan>
  /** Plans and applies; the run is over when it resolves. */
  apply(
    wanted: Wanted,
    how?: Partial<Pick<ApplyRequest, 'noRun' | 'barrier' | 'parallel' | 'retries'>>,
  ): Promise<ApplyReport>
  /** The errors of a plan that must fail, as `file:line CODE`; the code alone when it has no diagnostics. */
  faults(wanted: Wanted): Promise<string[]>
  /** The state of every action that the service has. */
  states(address: string): Promise<Readonly<Record<string, ActionStatus>>>
  /** All addresses, sorted. */
  services(): Promise<string[]>
  /** The actions file of a template becomes this text; the engine is opened anew, so that it knows. */
  rewrite(template: string, code: string): Promise<void>
  /** Sets the state of an action by hand. */
  setState(address: string, action: string, status: StateChange['status']): Promise<void>
}

/** Where a blueprint that is one text stands, for {@link World.faults}. */
export const BLUEPRINT = 'blueprints/site.yaml'

/** A new world on this empty store; without one it is in memory, unless AYS_STORE names another. */
export async function createWorld(
  templates: Readonly<Record<string, WorldTemplate>>,
  clock?: Clock,
  store?: Store,
): Promise<World> {
  const journal = await openJournal()
  const repository = await createRepository({ templates: toFiles(templates, journal) })
  const opened = store ?? (await chosenStoreOf(repository))
  await opened.open()
  const engine = await openTestEngine(repository.folder, opened, clock)
  return new EngineWorld(engine, journal, repository, opened)
}

async function chosenStoreOf({ folder, id }: TempRepository): Promise<Store> {
  const { url = 'memory:' } = chosenStore()
  const { openStore } = await storeModule(url)
  return openStore(url, { folder, repository: id, onWarning: () => undefined })
}

/** `role!name action` of each job, a list for each step. */
export function stepsOf({ jobs, steps }: Plan): string[][] {
  const names = new Map(jobs.map((job) => [job.number, `${job.service} ${job.action}`]))
  return steps.map((step) => step.map((number) => names.get(number) ?? `job ${number}`))
}

/** `role!name action state` of each job of a run, sorted. */
export function jobsOf(run: RunDetail | undefined): string[] {
  const jobs = (run?.steps ?? []).flat()
  return jobs.map(({ service, action, state }) => `${service} ${action} ${state}`).toSorted()
}

/** `kind role!name` of each change of a plan, in its order. */
export function changesOf({ changes }: Plan): string[] {
  return changes.map(({ kind, service }) => `${kind} ${service}`)
}

class EngineWorld implements World {
  readonly journal: Journal
  #engine: TestEngine
  readonly #repository: TempRepository
  readonly #store: Store

  constructor(engine: TestEngine, journal: Journal, repository: TempRepository, store: Store) {
    this.#engine = engine
    this.journal = journal
    this.#repository = repository
    this.#store = store
  }

  get api(): Engine {
    return this.#engine.api
  }

  plan(wanted: Wanted): Promise<Plan> {
    return this.api.plan(toRequest(wanted))
  }

  async apply(
    wanted: Wanted,
    how: Partial<Pick<ApplyRequest, 'noRun' | 'barrier' | 'parallel' | 'retries'>> = {},
  ): Promise<ApplyReport> {
    const { id } = await this.plan(wanted)
    return this.api.apply({ plan: id, ...how })
  }

  async faults(wanted: Wanted): Promise<string[]> {
    const error: unknown = await this.plan(wanted).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error === undefined) return []
    if (!isAysError(error)) throw error
    return error.diagnostics.length > 0 ? placesOf(error.diagnostics) : [error.code]
  }

  async states(address: string): Promise<Readonly<Record<string, ActionStatus>>> {
    return (await this.api.showService(address)).actions
  }

  async services(): Promise<string[]> {
    return (await this.api.listServices()).map(({ address }) => address)
  }

  async rewrite(template: string, code: string): Promise<void> {
    await this.#repository.write(`templates/${template}/actions.ts`, code)
    await this.#engine[Symbol.asyncDispose]()
    this.#engine = await openTestEngine(this.#repository.folder, this.#store)
  }

  async setState(address: string, action: string, status: StateChange['status']): Promise<void> {
    await this.api.setServiceState(address, { action, status })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine[Symbol.asyncDispose]()
    await this.#store[Symbol.asyncDispose]()
    await this.#repository[Symbol.asyncDispose]()
    await this.journal[Symbol.asyncDispose]()
  }
}

function toFiles(
  templates: Readonly<Record<string, WorldTemplate>>,
  journal: Journal,
): Record<string, { schema: string; actions: string; actor?: string }> {
  return Object.fromEntries(
    Object.entries(templates).map(([name, { schema = '', actor, does = [], code }]) => [
      name,
      {
        schema,
        actions: journal.actions(does, code),
        ...(actor === undefined ? {} : { actor }),
      },
    ]),
  )
}

function toRequest(wanted: Wanted): PlanRequest {
  if (typeof wanted === 'string') return toRequest({ [BLUEPRINT]: wanted })
  if (isRequest(wanted)) return wanted
  const files = Object.entries(wanted).map(([file, text]) => ({ file, text }))
  return { kind: 'blueprint', files }
}

function isRequest(wanted: PlanRequest | Readonly<Record<string, string>>): wanted is PlanRequest {
  return 'kind' in wanted
}
