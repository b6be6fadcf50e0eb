import {
  type ActionStateInfo,
  type ApplyReport,
  type ApplyRequest,
  type AysApi,
  AysError,
  type BlueprintFile,
  type CancelRunOptions,
  type ChangeOptions,
  type CompactReport,
  type DriveRunOptions,
  type EventDetail,
  type EventInfo,
  type EventsFilter,
  type ForgetOptions,
  type ForgetReport,
  type GraphInfo,
  type HistoryPoint,
  type LifeOptions,
  type LogFilter,
  type LogLineInfo,
  type NewEvent,
  type NewTemplate,
  type NewTemplateReport,
  type PauseChange,
  type Plan,
  type PlanFile,
  type PlanRequest,
  type QueueFilter,
  type RepositoryInfo,
  type RetryRunOptions,
  type RevisionRange,
  type RunDetail,
  type RunFilter,
  type RunInfo,
  type RunOptions,
  type RunSelection,
  type SecretsOptions,
  type ServiceDetail,
  type ServiceDiff,
  type ServiceFilter,
  type ServiceHistory,
  type ServiceInfo,
  type ServiceSnapshot,
  type SignalOption,
  type StateChange,
  type SubmissionInfo,
  type SubmitRequest,
  type TemplateCheck,
  type TemplateDetail,
  type TemplateList,
  type TypesReport,
  type TypesRequest,
  type ValidateReport,
  type WatchOptions,
  type WhyReport,
} from '@ays/core'
import {
  type Answer,
  HttpClient,
  type Input,
  type OperationId,
  type Target,
} from './http-client.ts'
import { behind, older, readPages } from './read-pages.ts'
import { RemoteCare, sent } from './remote-care.ts'

/** In the place of a run's id: the one that is taken when none is named. */
const DEFAULT = '-'

/** AYS in another process. */
export class RemoteApi extends RemoteCare implements AysApi {
  constructor(target: Target) {
    super(new HttpClient(target))
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.http[Symbol.asyncDispose]()
  }

  /** Resolves when the server answers; gives up with the signal, whether it answers or not. */
  health(signal: AbortSignal): Promise<void> {
    return this.http.ping(signal)
  }

  info(options?: SignalOption): Promise<RepositoryInfo> {
    return this.#call('info', {}, options)
  }

  listTemplates(options?: SignalOption): Promise<TemplateList> {
    return this.#call('listTemplates', {}, options)
  }

  showTemplate(name: string, options?: SignalOption): Promise<TemplateDetail> {
    return this.#call('showTemplate', { path: { name } }, options)
  }

  checkTemplates(names: readonly string[], options?: SignalOption): Promise<TemplateCheck> {
    return this.#call('checkTemplates', { body: { names } }, options)
  }

  writeTypes(body: TypesRequest, options?: SignalOption): Promise<TypesReport> {
    return this.#call('writeTypes', { body }, options)
  }

  createTemplate(body: NewTemplate, options?: SignalOption): Promise<NewTemplateReport> {
    return this.#call('createTemplate', { body }, options)
  }

  validate(files: readonly BlueprintFile[], options?: SignalOption): Promise<ValidateReport> {
    return this.#call('validate', { body: { files } }, options)
  }

  plan(body: PlanRequest, options?: RunOptions): Promise<Plan> {
    return this.#call('plan', { body }, options)
  }

  savePlan(plan: string, options?: SignalOption): Promise<PlanFile> {
    return this.#call('savePlan', { path: { plan } }, options)
  }

  apply(body: ApplyRequest, options?: RunOptions): Promise<ApplyReport> {
    return this.#call('apply', { body }, options)
  }

  listRuns(query?: RunFilter, options?: SignalOption): Promise<RunInfo[]> {
    return readPages(query, (page) => this.#call('listRuns', { query: page }, options), older)
  }

  showRun(run = DEFAULT, options?: SignalOption): Promise<RunDetail> {
    return this.#call('showRun', { path: { run } }, options)
  }

  logs(run: string, query?: LogFilter, options?: SignalOption): Promise<LogLineInfo[]> {
    return this.#call('logs', { path: { run }, query }, options)
  }

  resumeRun(run = DEFAULT, options: RunOptions & DriveRunOptions = {}): Promise<RunDetail> {
    return this.#call('resumeRun', { path: { run }, body: sent(options) }, options)
  }

  retryRun(run = DEFAULT, options: RunOptions & RetryRunOptions = {}): Promise<RunDetail> {
    return this.#call('retryRun', { path: { run }, body: sent(options) }, options)
  }

  cancelRun(run = DEFAULT, options: SignalOption & CancelRunOptions = {}): Promise<RunDetail> {
    return this.#call('cancelRun', { path: { run }, body: sent(options) }, options)
  }

  watchRun(run = DEFAULT, options: WatchOptions = {}): Promise<RunDetail> {
    return this.#call('watchRun', { path: { run }, query: sent(options) }, options)
  }

  async watchChanges({ signal, on, ...query }: ChangeOptions = {}): Promise<never> {
    const heard = { ...(signal && { signal }), ...(on && { on }) }
    await this.http.call('watchChanges', { query }, heard)
    throw new AysError('AYS_CANCELLED', 'the watching was ended')
  }

  deleteRuns(body: RunSelection, options?: SignalOption): Promise<string[]> {
    return this.#call('deleteRuns', { body }, options)
  }

  listServices(query?: ServiceFilter, options?: SignalOption): Promise<ServiceInfo[]> {
    const all: ServiceFilter = { limit: Number.MAX_SAFE_INTEGER, ...query }
    return readPages(all, (page) => this.#call('listServices', { query: page }, options), behind)
  }

  showService(address: string, options: SecretsOptions = {}): Promise<ServiceDetail> {
    return this.#call('showService', { path: { address }, query: sent(options) }, options)
  }

  why(address: string, action?: string, options?: SignalOption): Promise<WhyReport> {
    const query = action === undefined ? {} : { action }
    return this.#call('why', { path: { address }, query }, options)
  }

  serviceHistory(address: string, options: LifeOptions = {}): Promise<ServiceHistory> {
    return this.#call('serviceHistory', { path: { address }, query: sent(options) }, options)
  }

  diffService(
    address: string,
    range: RevisionRange = {},
    options: LifeOptions = {},
  ): Promise<ServiceDiff> {
    const query = { ...range, ...sent(options) }
    return this.#call('diffService', { path: { address }, query }, options)
  }

  showServiceAt(
    address: string,
    point: HistoryPoint,
    options: LifeOptions & SecretsOptions = {},
  ): Promise<ServiceSnapshot> {
    const query = { ...point, ...sent(options) }
    return this.#call('showServiceAt', { path: { address }, query }, options)
  }

  setServiceState(
    address: string,
    body: StateChange,
    options?: SignalOption,
  ): Promise<ActionStateInfo> {
    return this.#call('setServiceState', { path: { address }, body }, options)
  }

  forgetService(
    address: string,
    options: SignalOption & ForgetOptions = {},
  ): Promise<ForgetReport> {
    return this.#call('forgetService', { path: { address }, body: sent(options) }, options)
  }

  compactStore(options?: SignalOption): Promise<CompactReport> {
    return this.#call('compactStore', {}, options)
  }

  graph(query?: { readonly run?: string }, options?: SignalOption): Promise<GraphInfo> {
    return this.#call('graph', { query }, options)
  }

  submitRun(body: SubmitRequest, options?: SignalOption): Promise<SubmissionInfo> {
    return this.#call('submitRun', { body }, options)
  }

  listQueue(query?: QueueFilter, options?: SignalOption): Promise<SubmissionInfo[]> {
    return readPages(query, (page) => this.#call('listQueue', { query: page }, options), older)
  }

  showSubmission(id: string, options?: SignalOption): Promise<SubmissionInfo> {
    return this.#call('showSubmission', { path: { id } }, options)
  }

  cancelSubmission(id: string, options?: SignalOption): Promise<SubmissionInfo> {
    return this.#call('cancelSubmission', { path: { id } }, options)
  }

  sendEvent(body: NewEvent, options?: SignalOption): Promise<EventInfo> {
    return this.#call('sendEvent', { body }, options)
  }

  listEvents(query?: EventsFilter, options?: SignalOption): Promise<EventInfo[]> {
    return readPages(query, (page) => this.#call('listEvents', { query: page }, options), older)
  }

  showEvent(id: string, options?: SignalOption): Promise<EventDetail> {
    return this.#call('showEvent', { path: { id } }, options)
  }

  replayEvent(id: string, options?: SignalOption): Promise<EventInfo> {
    return this.#call('replayEvent', { path: { id } }, options)
  }

  pauseService(address: string, body: PauseChange, options?: SignalOption): Promise<ServiceDetail> {
    return this.#call('pauseService', { path: { address }, body }, options)
  }

  #call<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    options: RunOptions = {},
  ): Promise<Answer<Id>> {
    return this.http.call(id, input, options)
  }
}
