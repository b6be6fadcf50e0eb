import type { AccessApi } from './access.ts'
import type { ActorApi } from './actor-api.ts'
import type { Diagnostic } from '../errors/diagnostic.ts'
import type { FieldModel } from '../schema/schema-model.ts'
import type { SignalOption } from '../store/store.ts'
import type { ChangeOptions } from './change.ts'
import type { BlueprintFile, Plan, PlanFile, PlanRequest } from './plan.ts'
import type {
  CancelRunOptions,
  DriveRunOptions,
  LogFilter,
  LogLineInfo,
  RetryRunOptions,
  RunDetail,
  RunEvent,
  RunFilter,
  RunInfo,
  RunSelection,
} from './run.ts'
import type { CompactReport } from './history.ts'
import type { GraphInfo, TemplateDetail, TemplateList } from './service.ts'
import type { PortApi } from './port.ts'
import type { ServiceApi } from './service-api.ts'
import type {
  NewTemplate,
  NewTemplateReport,
  TemplateCheck,
  TypesReport,
  TypesRequest,
} from './template.ts'
import type { WorkApi } from './work-api.ts'
import type { WhyReport } from './why.ts'

/** What is planned, and how to run it. */
export type ApplyRequest = (
  | { /** Id of a plan that this AYS made. */ readonly plan: string }
  | { readonly file: PlanFile }
) & {
  /** Changes the state and leaves the jobs pending. */
  readonly noRun?: boolean
  /** Strict steps: none starts before the one before it has ended. */
  readonly barrier?: boolean
  /** At most so many jobs at once; the executor's capacity when absent or higher. */
  readonly parallel?: number
  /** Waits between tries, milliseconds, in place of those of actor.yaml. */
  readonly retries?: readonly number[]
  /**
   * The first of these jobs that starts waits for a debugger, whose URL is an event of its action (`inspector`), and
   * has no deadline. AYS_USAGE where the executor is `inline`.
   */
  readonly inspect?: JobMatch
  /** For the record of the run. */
  readonly who?: string
}

/** Jobs of a service, of an action, or of both; every job when neither is named. */
export interface JobMatch {
  /** `role!name`. */
  readonly service?: string
  readonly action?: string
}

export interface RunOptions extends SignalOption {
  readonly on?: (event: RunEvent) => void
}

export interface WatchOptions extends RunOptions {
  /** First what the jobs have logged before. */
  readonly past?: boolean
  /** The `at` of a mark: only what came after it, or everything when that can no longer be told apart. */
  readonly from?: string
}

export interface ApplyReport {
  readonly changes: { readonly created: number; readonly updated: number; readonly deleted: number }
  /** Absent when nothing had to run. */
  readonly run?: RunDetail
  /** Milliseconds from the call to the answer. */
  readonly took: number
}

export interface ValidateReport {
  readonly diagnostics: readonly Diagnostic[]
  readonly services: number
  readonly questions: readonly Question[]
}

/** A field that asks (`@ask`), of a service that is not there yet, and that no blueprint gives. */
export interface Question {
  readonly service: string
  readonly field: FieldModel
}

export interface RepositoryInfo {
  readonly id: string
  readonly folder: string
  readonly store: StoreInfo
  readonly executor: string
  readonly packs: readonly string[]
}

export interface StoreInfo {
  /** Without password. */
  readonly url: string
  readonly scheme: string
  readonly shared: boolean
  readonly durable: boolean
  /** Of the disk or of the memory of its server; absent when the store cannot tell. */
  readonly bytes?: number
  /** Who has it open; absent when the store cannot tell. */
  readonly users?: readonly string[]
  readonly format: number
  readonly services: number
  readonly runs: number
}

/**
 * Everything a command can ask of AYS. In process it is the engine, elsewhere a client of the daemon;
 * a command cannot tell which.
 */
export interface AysApi extends ServiceApi, ActorApi, WorkApi, AccessApi, PortApi, AsyncDisposable {
  info(options?: SignalOption): Promise<RepositoryInfo>
  listTemplates(options?: SignalOption): Promise<TemplateList>
  /** AYS_TEMPLATE_UNKNOWN, AYS_TEMPLATE_INVALID with its diagnostics. */
  showTemplate(name: string, options?: SignalOption): Promise<TemplateDetail>
  /**
   * Every fault of these templates, of the repository's own when none is named: schema, links, actions and
   * their types. AYS_TEMPLATE_UNKNOWN.
   */
  checkTemplates(names: readonly string[], options?: SignalOption): Promise<TemplateCheck>
  /** Writes schema.gen.ts beside templates where it is not as it should be. AYS_TEMPLATE_UNKNOWN. */
  writeTypes(request: TypesRequest, options?: SignalOption): Promise<TypesReport>
  /**
   * Writes a template that works, to be changed. AYS_NAME_INVALID; AYS_TEMPLATE_DUPLICATE when there is
   * one of this name, AYS_USAGE when its folder is there.
   */
  createTemplate(template: NewTemplate, options?: SignalOption): Promise<NewTemplateReport>
  /** Every fault of these blueprints; changes nothing, runs nothing. */
  validate(files: readonly BlueprintFile[], options?: SignalOption): Promise<ValidateReport>
  /** AYS_INPUT_INVALID with every diagnostic when there is an error; changes nothing. */
  plan(request: PlanRequest, options?: RunOptions): Promise<Plan>
  /** A plan that this AYS made, to be kept in a file. AYS_PLAN_STALE when it is not known any more. */
  savePlan(id: string, options?: SignalOption): Promise<PlanFile>
  /**
   * One commit, then the run. Never throws for a job that fails: the report's run says so.
   * A run that holds a service of the plan is waited for, or gone on with when nobody drives it; then it is
   * planned again. AYS_PLAN_STALE when the plan would do more than was agreed to.
   */
  apply(request: ApplyRequest, options?: RunOptions): Promise<ApplyReport>
  /** Newest first. */
  listRuns(filter?: RunFilter, options?: SignalOption): Promise<RunInfo[]>
  /** The newest when no id is given. AYS_RUN_UNKNOWN. */
  showRun(id?: string, options?: SignalOption): Promise<RunDetail>
  /** The log of a run, or of one job, in order of time. */
  logs(run: string, filter?: LogFilter, options?: SignalOption): Promise<LogLineInfo[]>
  /** Goes on with an interrupted run (the oldest one without id). AYS_RUN_UNKNOWN, AYS_RUN_ACTIVE. */
  resumeRun(id?: string, options?: RunOptions & DriveRunOptions): Promise<RunDetail>
  /**
   * Goes on with a run that failed or was cancelled (the newest one without id): what was ok is not repeated.
   * AYS_RUN_UNKNOWN, AYS_RUN_ACTIVE, AYS_CLAIMED.
   */
  retryRun(id?: string, options?: RunOptions & RetryRunOptions): Promise<RunDetail>
  /**
   * Asks the actions of a run (the newest that has not ended without id) to stop, or with `kill` ends them,
   * whoever drives it; resolves when it has ended. The signal ends the waiting only. AYS_RUN_UNKNOWN.
   */
  cancelRun(id?: string, options?: SignalOption & CancelRunOptions): Promise<RunDetail>
  /**
   * Tells of a run (the newest without id) until it has ended or nobody drives it, whoever does now. The
   * signal ends the watching only. AYS_RUN_UNKNOWN.
   */
  watchRun(id?: string, options?: WatchOptions): Promise<RunDetail>
  /**
   * Tells of services, actors and runs as they change, whoever changes them. Goes on until the signal is
   * aborted: AYS_CANCELLED.
   */
  watchChanges(options?: ChangeOptions): Promise<never>
  /**
   * Deletes runs with their jobs and logs; resolves to the ids of those. AYS_RUN_ACTIVE, and none is, when
   * a named one has not ended. AYS_RUN_UNKNOWN.
   */
  deleteRuns(which: RunSelection, options?: SignalOption): Promise<string[]>
  /**
   * Why a service exists, and why one of its actions, or each that is not `new`, waits, was left out, was
   * done or will be. AYS_SERVICE_UNKNOWN, AYS_ACTION_UNKNOWN.
   */
  why(address: string, action?: string, options?: SignalOption): Promise<WhyReport>
  /** Services and their links, or a run and its jobs. */
  graph(filter?: { readonly run?: string }, options?: SignalOption): Promise<GraphInfo>
  /**
   * Takes away what the retention of ays.yaml lets go, in commits so small that no run waits for them; what is
   * already under way elsewhere is waited for.
   */
  compactStore(options?: SignalOption): Promise<CompactReport>
}
