import {
  type ApplyReport,
  AysError,
  type AysApi,
  type BlueprintFile,
  type Clock,
  type ChangeOptions,
  type CompactReport,
  type EnginePorts,
  type Executor,
  type GraphInfo,
  type LogLineInfo,
  type NewTemplateReport,
  type Plan,
  type PlanFile,
  type RepositoryInfo,
  type RunDetail,
  type RunFilter,
  type RunInfo,
  type RunSelection,
  type SchemaLock,
  type SignalOption,
  systemClock,
  type TemplateCheck,
  type TemplateDetail,
  type TemplateList,
  type TypesReport,
  type ValidateReport,
  type WhyReport,
} from '@ays/core'
import { createAccessApi } from '../access/access-api.ts'
import { ensureServices } from '../plan/ensure.ts'
import { Planner } from '../plan/planner.ts'
import { Compaction } from '../history/compaction.ts'
import { validateBlueprints } from '../plan/validate-blueprints.ts'
import type { Repository } from '../repository/repository.ts'
import { Slots } from '../run/slots.ts'
import { parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { Records } from '../state/records.ts'
import { Schemas } from '../state/schemas.ts'
import { openTemplates, type TemplateLibrary } from '../template/template-library.ts'
import { explainService } from '../why/explain-service.ts'
import { work, type WorkOptions } from '../work/work.ts'
import type { DriveTools } from './drive-run.ts'
import { openRepository } from './open-repository.ts'
import { Plans } from './plans.ts'
import { readRunGraph, readServiceGraph } from './read-graph.ts'
import { readInfo } from './read-info.ts'
import { Runs } from './runs.ts'
import { watchChanges } from './watch-changes.ts'
import { createActorApi } from './actor-api.ts'
import type { Engine, UngroupedApi } from './engine-api.ts'
import { createServiceApi } from './service-api.ts'
import { createPortApi } from '../port/port-api.ts'
import { createWorkApi } from './work-api.ts'
import { toTemplateDetail, toTemplateInfo } from './read-templates.ts'
import { TemplateTools } from './template-tools.ts'
import { whoAmI } from './who-am-i.ts'

/** AYS in this process: plans, runs and answers over one repository and its store. */
class LocalApi implements UngroupedApi {
  readonly #repository: Repository
  readonly #ports: EnginePorts
  readonly #records: Records
  readonly #schemas: Schemas
  readonly #templateTools: TemplateTools
  readonly #slots = new Slots()
  readonly #clock: Clock
  readonly #runs: Runs
  readonly #compaction: Compaction
  readonly #plans: Plans
  #executor: Executor | undefined
  #library: Promise<TemplateLibrary> | undefined

  constructor(repository: Repository, ports: EnginePorts, records: Records, schemas: Schemas) {
    this.#repository = repository
    this.#ports = ports
    this.#clock = ports.clock ?? systemClock
    this.#records = records
    this.#schemas = schemas
    this.#templateTools = new TemplateTools({
      folder: repository.folder,
      open: this.#openTemplates,
      typeChecker: ports.typeChecker,
    })
    this.#plans = new Plans({
      repository: repository.id,
      codec: ports.codec,
      planner: async () => this.#planner(await this.freshTemplates()),
      drive: () => this.#driveTools(),
    })
    this.#runs = new Runs(this.#records, () => this.#driveTools())
    this.#compaction = new Compaction(records, repository.retention, () => this.#clock.now())
  }

  async open(): Promise<this> {
    await this.#ports.store.open()
    await openRepository(this.#records, this.#repository.id, this.#clock.now())
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#compaction[Symbol.asyncDispose]()
    await this.#executor?.[Symbol.asyncDispose]()
    this.#executor = undefined
  }

  info(_options?: SignalOption): Promise<RepositoryInfo> {
    return readInfo(this.#records, this.#repository)
  }

  async listTemplates(_options?: SignalOption): Promise<TemplateList> {
    const { templates, diagnostics } = await (await this.freshTemplates()).list()
    return { templates: templates.map(toTemplateInfo), diagnostics }
  }

  async showTemplate(name: string, _options?: SignalOption): Promise<TemplateDetail> {
    return toTemplateDetail(await this.freshTemplates(), name)
  }

  checkTemplates(names: readonly string[], options?: SignalOption): Promise<TemplateCheck> {
    return this.#templateTools.check(names, options)
  }

  writeTypes(...[request]: Parameters<AysApi['writeTypes']>): Promise<TypesReport> {
    return this.#templateTools.writeTypes(request)
  }

  createTemplate(...[template]: Parameters<AysApi['createTemplate']>): Promise<NewTemplateReport> {
    return this.#templateTools.create(template)
  }

  async validate(
    files: readonly BlueprintFile[],
    _options?: SignalOption,
  ): Promise<ValidateReport> {
    return validateBlueprints(this.#records, await this.#templates(), files)
  }

  plan(...args: Parameters<AysApi['plan']>): Promise<Plan> {
    return this.#plans.plan(...args)
  }

  async savePlan(id: string, _options?: SignalOption): Promise<PlanFile> {
    return this.#plans.save(id)
  }

  apply(...args: Parameters<AysApi['apply']>): Promise<ApplyReport> {
    return this.#plans.apply(...args)
  }

  listRuns(filter?: RunFilter, _options?: SignalOption): Promise<RunInfo[]> {
    return this.#runs.list(filter)
  }

  showRun(id?: string, _options?: SignalOption): Promise<RunDetail> {
    return this.#runs.show(id)
  }

  logs(...[run, filter]: Parameters<AysApi['logs']>): Promise<LogLineInfo[]> {
    return this.#runs.logs(run, filter)
  }

  resumeRun(...args: Parameters<AysApi['resumeRun']>): Promise<RunDetail> {
    return this.#runs.resume(...args)
  }

  retryRun(...args: Parameters<AysApi['retryRun']>): Promise<RunDetail> {
    return this.#runs.retry(...args)
  }

  cancelRun(...args: Parameters<AysApi['cancelRun']>): Promise<RunDetail> {
    return this.#runs.cancel(...args)
  }

  watchRun(...args: Parameters<AysApi['watchRun']>): Promise<RunDetail> {
    return this.#runs.watch(...args)
  }

  watchChanges(options: ChangeOptions = {}): Promise<never> {
    return watchChanges(this.#records, options)
  }

  deleteRuns(which: RunSelection, _options?: SignalOption): Promise<string[]> {
    return this.#runs.delete(which)
  }

  why(address: string, action?: string, _options?: SignalOption): Promise<WhyReport> {
    return explainService({ records: this.#records, schemas: this.#schemas }, address, action)
  }

  graph({ run }: { readonly run?: string } = {}, _options?: SignalOption): Promise<GraphInfo> {
    return run === undefined ? readServiceGraph(this.#records) : readRunGraph(this.#records, run)
  }

  compactStore(options?: SignalOption): Promise<CompactReport> {
    return this.#compaction.compact(options)
  }

  /** As {@link Engine.work}. */
  work(options: WorkOptions): Promise<void> {
    const tools = async () => ({
      drive: await this.#driveTools(),
      planner: this.#planner(await this.#templates()),
      who: whoAmI(),
      clock: this.#clock,
    })
    return work({ records: this.#records, tools }, options)
  }

  #planner(templates: TemplateLibrary): Planner {
    return new Planner({
      records: this.#records,
      schemas: this.#schemas,
      templates,
      executor: this.#getExecutor,
      now: () => this.#clock.now(),
    })
  }

  /** What is planned with is what the files say: a process that stays has read them long ago. */
  freshTemplates(): Promise<TemplateLibrary> {
    if (this.#ports.leave) this.#library = undefined
    return this.#templates()
  }

  #templates(): Promise<TemplateLibrary> {
    return (this.#library ??= this.#openTemplates())
  }

  readonly #openTemplates = (): Promise<TemplateLibrary> => {
    const keptLock = (template: string) => this.#keptLock(template)
    return openTemplates(this.#repository, this.#ports, { keptLock })
  }

  async #keptLock(template: string): Promise<SchemaLock | undefined> {
    const actor = await this.#records.get(this.#records.codecs.actor, keys.actor(template))
    return actor && parseJson<SchemaLock | undefined>(actor.value.lockJson, undefined)
  }

  readonly #getExecutor = (): Executor =>
    (this.#executor ??= this.#ports.executor({
      code: (hash) => this.#code(hash),
      schema: async (hash) => this.#schemas.model(hash),
    }))

  async #code(hash: string) {
    const loaded = (await this.#templates()).code(hash)
    if (loaded) return loaded
    const stored = await this.#records.get(this.#records.codecs.code, keys.code(hash))
    if (stored) return stored.value
    throw new AysError('AYS_JOB_UNLOADABLE', `no action has the code ${hash}`)
  }

  async #driveTools(): Promise<DriveTools> {
    const templates = await this.freshTemplates()
    const shared = {
      schemas: this.#schemas,
      executor: this.#getExecutor,
      templates,
      signal: undefined,
      updateActors: false,
    }
    return {
      records: this.#records,
      schemas: this.#schemas,
      executor: this.#getExecutor,
      slots: this.#slots,
      now: () => this.#clock.now(),
      ended: () => this.#compaction.begin(),
      leave: this.#ports.leave,
      ensure: (draft, ensured, by) =>
        ensureServices({ ...shared, draft, now: this.#clock.now() }, ensured, by),
    }
  }
}

/**
 * Opens the store and the repository in it; nothing else is opened before it is needed. Disposing it
 * ends its workers; the ports that were given are closed by who made them.
 * AYS_STORE_LOCKED, AYS_STORE_UNREACHABLE, AYS_REPOSITORY_NEWER.
 */
export async function openEngine(repository: Repository, ports: EnginePorts): Promise<Engine> {
  const records = new Records(ports.store, ports.codec)
  const schemas = new Schemas(ports.codec, ports.formats)
  const engine = await new LocalApi(repository, ports, records, schemas).open()
  const clock = ports.clock ?? systemClock
  const tools = { records, schemas, now: () => clock.now() }
  return Object.assign(
    engine,
    createServiceApi(tools),
    createActorApi({ ...tools, templates: () => engine.freshTemplates() }),
    createAccessApi(records, tools.now),
    createPortApi({ ...tools, ...ports, templates: () => openTemplates(repository, ports) }),
    createWorkApi({ ...tools, cancelRun: (id) => engine.cancelRun(id) }),
  )
}
