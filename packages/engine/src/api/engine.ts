import {
  type AccessApi,
  type ApplyReport,
  type ApplyRequest,
  AysError,
  type AysApi,
  type BlueprintFile,
  type CompactReport,
  type EnginePorts,
  type Executor,
  type GraphInfo,
  type LogLineInfo,
  type NewTemplateReport,
  type Plan,
  type PlanFile,
  type PlanRequest,
  type RepositoryInfo,
  type RunDetail,
  type RunFilter,
  type RunInfo,
  type RunOptions,
  type RunSelection,
  type SchemaLock,
  type ServiceApi,
  type SignalOption,
  sortDiagnostics,
  type TemplateCheck,
  type TemplateDetail,
  type TemplateList,
  type TypesReport,
  type ValidateReport,
  type WhyReport,
} from '@ays/core'
import { createAccessApi } from '../access/access-api.ts'
import { readBlueprints } from '../blueprint/read-blueprints.ts'
import { checkBlueprints } from '../plan/check-blueprints.ts'
import { ensureServices } from '../plan/ensure.ts'
import { findQuestions } from '../plan/find-questions.ts'
import { loadPlan, savePlan } from '../plan/plan-file.ts'
import { Planner } from '../plan/planner.ts'
import { Compaction } from '../history/compaction.ts'
import type { Repository } from '../repository/repository.ts'
import { Slots } from '../run/slots.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { Records } from '../state/records.ts'
import { Schemas } from '../state/schemas.ts'
import { openTemplates, type TemplateLibrary } from '../template/template-library.ts'
import { explainService } from '../why/explain-service.ts'
import { applyPlan, type KnownPlan } from './apply-plan.ts'
import type { DriveTools } from './drive-run.ts'
import { openRepository } from './open-repository.ts'
import { readRunGraph, readServiceGraph } from './read-graph.ts'
import { readInfo } from './read-info.ts'
import { Runs } from './runs.ts'
import { createServiceApi } from './service-api.ts'
import { toTemplateDetail, toTemplateInfo } from './read-templates.ts'
import { TemplateTools } from './template-tools.ts'

/** How many plans are remembered until they are applied. */
const PLANS = 16

/** AYS in this process: plans, runs and answers over one repository and its store. */
class Engine implements Omit<AysApi, keyof ServiceApi | keyof AccessApi> {
  readonly #repository: Repository
  readonly #ports: EnginePorts
  readonly #records: Records
  readonly #schemas: Schemas
  readonly #templateTools: TemplateTools
  readonly #slots = new Slots()
  readonly #runs: Runs
  readonly #compaction: Compaction
  readonly #plans = new Map<string, KnownPlan>()
  #executor: Executor | undefined
  #library: Promise<TemplateLibrary> | undefined

  constructor(repository: Repository, ports: EnginePorts, records: Records, schemas: Schemas) {
    this.#repository = repository
    this.#ports = ports
    this.#records = records
    this.#schemas = schemas
    this.#templateTools = new TemplateTools({
      folder: repository.folder,
      open: this.#openTemplates,
      typeChecker: ports.typeChecker,
    })
    this.#runs = new Runs(this.#records, () => this.#driveTools())
    this.#compaction = new Compaction(records, repository.retention)
  }

  async open(): Promise<this> {
    await this.#ports.store.open()
    await openRepository(this.#records, this.#repository.id, Date.now())
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
    const { templates, diagnostics } = await (await this.#freshTemplates()).list()
    return { templates: templates.map(toTemplateInfo), diagnostics }
  }

  async showTemplate(name: string, _options?: SignalOption): Promise<TemplateDetail> {
    return toTemplateDetail(await this.#freshTemplates(), name)
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
    const templates = await this.#freshTemplates()
    const reading = await readBlueprints(files, { templates })
    const draft = new Draft(this.#records, new ChangeSet())
    const further = await checkBlueprints({ draft, templates }, reading)
    const diagnostics = sortDiagnostics([...reading.diagnostics, ...further])
    const questions = await findQuestions({ draft, templates }, reading.services)
    return { diagnostics, services: reading.services.length, questions }
  }

  async plan(request: PlanRequest, { signal }: RunOptions = {}): Promise<Plan> {
    const planner = new Planner({
      records: this.#records,
      schemas: this.#schemas,
      templates: await this.#freshTemplates(),
      executor: this.#getExecutor,
      now: Date.now,
    })
    const plan = () => planner.plan(request, signal)
    const prepared = await plan()
    this.#plans.set(prepared.plan.id, { prepared, again: plan })
    for (const id of this.#plans.keys()) {
      if (this.#plans.size <= PLANS) break
      this.#plans.delete(id)
    }
    return prepared.plan
  }

  async savePlan(id: string, _options?: SignalOption): Promise<PlanFile> {
    const { prepared } = this.#known(id)
    return savePlan(prepared, this.#repository.id, this.#ports.codec)
  }

  async apply(request: ApplyRequest, options: RunOptions = {}): Promise<ApplyReport> {
    const known =
      'plan' in request
        ? this.#known(request.plan)
        : { prepared: loadPlan(request.file, this.#repository.id, this.#ports.codec) }
    const report = await applyPlan(await this.#driveTools(), known, request, options)
    if ('plan' in request) this.#plans.delete(request.plan)
    return report
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

  #known(id: string): KnownPlan {
    const known = this.#plans.get(id)
    if (known) return known
    throw new AysError('AYS_PLAN_STALE', `plan ${id} is not known any more`, {
      hint: 'Plan again.',
    })
  }

  /** What is planned with is what the files say: a process that stays has read them long ago. */
  #freshTemplates(): Promise<TemplateLibrary> {
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
    const templates = await this.#templates()
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
      now: Date.now,
      ended: () => this.#compaction.begin(),
      leave: this.#ports.leave,
      ensure: (draft, ensured, by) =>
        ensureServices({ ...shared, draft, now: Date.now() }, ensured, by),
    }
  }
}

/**
 * Opens the store and the repository in it; nothing else is opened before it is needed. Disposing it
 * ends its workers; the ports that were given are closed by who made them.
 * AYS_STORE_LOCKED, AYS_STORE_UNREACHABLE, AYS_REPOSITORY_NEWER.
 */
export async function openEngine(repository: Repository, ports: EnginePorts): Promise<AysApi> {
  const records = new Records(ports.store, ports.codec)
  const schemas = new Schemas(ports.codec, ports.formats)
  const engine = await new Engine(repository, ports, records, schemas).open()
  return Object.assign(
    engine,
    createServiceApi({ records, schemas, now: Date.now }),
    createAccessApi(records),
  )
}
