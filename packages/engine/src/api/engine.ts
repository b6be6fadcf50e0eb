import {
  type ApplyReport,
  type ApplyRequest,
  AysError,
  type AysApi,
  type BlueprintFile,
  type EnginePorts,
  type Executor,
  type GraphInfo,
  type LogLineInfo,
  type Plan,
  type PlanFile,
  type PlanRequest,
  type RepositoryInfo,
  type RunDetail,
  type RunInfo,
  type RunOptions,
  type SchemaLock,
  type ServiceDetail,
  type ServiceFilter,
  type ServiceInfo,
  type SignalOption,
  sortDiagnostics,
  type TemplateDetail,
  type TemplateList,
  type ValidateReport,
} from '@ays/core'
import { readBlueprints } from '../blueprint/read-blueprints.ts'
import { checkBlueprints } from '../plan/check-blueprints.ts'
import { ensureServices } from '../plan/ensure.ts'
import { findQuestions } from '../plan/find-questions.ts'
import { loadPlan, savePlan } from '../plan/plan-file.ts'
import { Planner } from '../plan/planner.ts'
import type { Repository } from '../repository/repository.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import { parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { Records } from '../state/records.ts'
import { Schemas } from '../state/schemas.ts'
import { openTemplates, type TemplateLibrary } from '../template/template-library.ts'
import { applyPlan, type KnownPlan } from './apply-plan.ts'
import { type DriveTools, driveRun } from './drive-run.ts'
import { FORMAT, openRepository } from './open-repository.ts'
import { readRunGraph, readServiceGraph } from './read-graph.ts'
import {
  countRuns,
  findInterrupted,
  findRun,
  listRuns,
  readJobs,
  readLogs,
  showRun,
} from './read-runs.ts'
import { listServices, showService } from './read-services.ts'
import { toTemplateDetail, toTemplateInfo } from './read-templates.ts'

/** How many plans are remembered until they are applied. */
const PLANS = 16

/** Of a store's URL, between the user and the host. */
const PASSWORD = /(?<=\/\/[^/?#@:]*):[^/?#]*(?=@)/

/** AYS in this process: plans, runs and answers over one repository and its store. */
class Engine implements AysApi {
  readonly #repository: Repository
  readonly #ports: EnginePorts
  readonly #records: Records
  readonly #schemas: Schemas
  readonly #plans = new Map<string, KnownPlan>()
  #executor: Executor | undefined
  #library: Promise<TemplateLibrary> | undefined

  constructor(repository: Repository, ports: EnginePorts) {
    this.#repository = repository
    this.#ports = ports
    this.#records = new Records(ports.store, ports.codec)
    this.#schemas = new Schemas(ports.codec, ports.formats)
  }

  async open(): Promise<this> {
    await this.#ports.store.open()
    await openRepository(this.#records, this.#repository.id, Date.now())
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#executor?.[Symbol.asyncDispose]()
    this.#executor = undefined
  }

  async info(_options?: SignalOption): Promise<RepositoryInfo> {
    const { folder, id, store, executor, packs } = this.#repository
    const { capabilities } = this.#ports.store
    return {
      id,
      folder,
      executor,
      packs,
      store: {
        url: store.replace(PASSWORD, ''),
        scheme: store.slice(0, store.indexOf(':')),
        shared: capabilities.shared,
        durable: capabilities.durable,
        format: FORMAT,
        services: (await this.#records.addresses(keys.services)).length,
        runs: await countRuns(this.#records),
      },
    }
  }

  async listTemplates(_options?: SignalOption): Promise<TemplateList> {
    const { templates, diagnostics } = await (await this.#templates()).list()
    return { templates: templates.map(toTemplateInfo), diagnostics }
  }

  async showTemplate(name: string, _options?: SignalOption): Promise<TemplateDetail> {
    return toTemplateDetail(await this.#templates(), name)
  }

  async validate(
    files: readonly BlueprintFile[],
    _options?: SignalOption,
  ): Promise<ValidateReport> {
    const templates = await this.#templates()
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
      templates: await this.#templates(),
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

  listRuns({ limit = 50 } = {}, _options?: SignalOption): Promise<RunInfo[]> {
    return listRuns(this.#records, limit)
  }

  showRun(id?: string, _options?: SignalOption): Promise<RunDetail> {
    return showRun(this.#records, id)
  }

  async logs(
    run: string,
    { job }: { readonly job?: number } = {},
    _options?: SignalOption,
  ): Promise<LogLineInfo[]> {
    const { id } = await findRun(this.#records, run)
    return readLogs(this.#records, id, job)
  }

  async resumeRun(
    id?: string,
    options: RunOptions & { readonly parallel?: number } = {},
  ): Promise<RunDetail> {
    const run =
      id === undefined ? await this.#oldestInterrupted() : await findRun(this.#records, id)
    if (run.state !== 'running') return showRun(this.#records, run.id)
    const jobs = await readJobs(this.#records, run.id)
    // What was running may have had effects: it starts again, with the same idempotency key.
    const again = jobs.map((job) =>
      job.state === 'running' ? { ...job, state: 'new' as const } : job,
    )
    await driveRun(await this.#driveTools(), { ...options, run, jobs: again })
    return showRun(this.#records, run.id)
  }

  async #oldestInterrupted() {
    const [run] = await findInterrupted(this.#records)
    if (run) return run
    throw new AysError('AYS_RUN_UNKNOWN', 'there is no interrupted run', {
      hint: 'List runs with: ays run list',
    })
  }

  listServices(filter: ServiceFilter = {}, _options?: SignalOption): Promise<ServiceInfo[]> {
    return listServices(this.#records, filter)
  }

  showService(
    address: string,
    { secrets = false }: SignalOption & { readonly secrets?: boolean } = {},
  ): Promise<ServiceDetail> {
    return showService(this.#records, this.#schemas, address, secrets)
  }

  graph({ run }: { readonly run?: string } = {}, _options?: SignalOption): Promise<GraphInfo> {
    return run === undefined ? readServiceGraph(this.#records) : readRunGraph(this.#records, run)
  }

  #known(id: string): KnownPlan {
    const known = this.#plans.get(id)
    if (known) return known
    throw new AysError('AYS_PLAN_STALE', `plan ${id} is not known any more`, {
      hint: 'Plan again.',
    })
  }

  #templates(): Promise<TemplateLibrary> {
    const keptLock = (template: string) => this.#keptLock(template)
    return (this.#library ??= openTemplates(this.#repository, this.#ports, { keptLock }))
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
      now: Date.now,
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
  return new Engine(repository, ports).open()
}
