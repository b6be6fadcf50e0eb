import type {
  ActionStateInfo,
  ActorDetail,
  ActorInfo,
  ApplyReport,
  ApplyRequest,
  AuditFilter,
  AuditInfo,
  BlueprintFile,
  CancelRunOptions,
  ChangeEvent,
  CompactReport,
  CreatedToken,
  DriveRunOptions,
  EventDetail,
  EventInfo,
  EventsFilter,
  ForgetOptions,
  ExportReport,
  ExportRequest,
  ForgetReport,
  GraphInfo,
  ImportReport,
  ImportRequest,
  Json,
  LogFilter,
  LogLineInfo,
  NewEvent,
  NewTemplate,
  NewTemplateReport,
  PauseChange,
  NewToken,
  Plan,
  PlanFile,
  PlanRequest,
  QueueFilter,
  RepositoryInfo,
  RetryRunOptions,
  RevisionRange,
  RunDetail,
  RunEvent,
  RunFilter,
  RunInfo,
  RunSelection,
  ServiceDetail,
  ServiceDiff,
  ServiceFilter,
  ServiceHistory,
  ServiceInfo,
  ServiceSnapshot,
  StateChange,
  SubmissionInfo,
  SubmitRequest,
  TemplateCheck,
  TemplateDetail,
  TemplateList,
  TokenInfo,
  TypesReport,
  TypesRequest,
  ValidateReport,
  WhyReport,
} from '@ays/core'
import type { Problem } from './problem.ts'

/**
 * Everything that crosses the wire, by the name of its schema in the OpenAPI document. The schemas
 * are made of this interface by `npm run generate`, so types and schemas cannot differ.
 */
export interface Wire {
  ActionStateInfo: ActionStateInfo
  ActorDetail: ActorDetail
  Actors: ActorInfo[]
  ApplyReport: ApplyReport
  ApplyRequest: ApplyRequest
  Audit: AuditInfo[]
  AuditFilter: AuditFilter
  CallPath: { readonly call: string }
  CancelRequest: CancelRunOptions
  CompactReport: CompactReport
  ForgetReport: ForgetReport
  ForgetRequest: ForgetOptions
  ChangeEvent: ChangeEvent
  ChannelPath: { readonly channel: string }
  ChangesQuery: { readonly from?: string }
  CreatedToken: CreatedToken
  EventDetail: EventDetail
  EventInfo: EventInfo
  Events: EventInfo[]
  EventsFilter: EventsFilter
  ExportReport: ExportReport
  ExportRequest: ExportRequest
  GraphInfo: GraphInfo
  GraphQuery: { readonly run?: string }
  Health: Health
  HistoryQuery: LifeQuery
  ImportReport: ImportReport
  ImportRequest: ImportRequest
  IdPath: { readonly id: string }
  LogFilter: LogFilter
  LogLines: LogLineInfo[]
  NamePath: { readonly name: string }
  NewEvent: NewEvent
  NewTemplate: NewTemplate
  NewTemplateReport: NewTemplateReport
  PastQuery: PastQuery
  PauseChange: PauseChange
  NewToken: NewToken
  Plan: Plan
  PlanFile: PlanFile
  PlanPath: { readonly plan: string }
  PlanRequest: PlanRequest
  Problem: Problem
  QueueFilter: QueueFilter
  Readiness: { readonly status: 'unready' }
  RepositoryInfo: RepositoryInfo
  ResumeRequest: DriveRunOptions
  RetryRequest: RetryRunOptions
  RevisionQuery: RevisionRange & LifeQuery
  RevokeRequest: { readonly who?: string }
  RunDetail: RunDetail
  RunEvent: RunEvent
  RunFilter: RunFilter
  RunIds: string[]
  RunPath: RunPath
  Runs: RunInfo[]
  RunSelection: RunSelection
  SecretsQuery: { readonly secrets?: boolean }
  ServiceDetail: ServiceDetail
  ServiceDiff: ServiceDiff
  ServiceFilter: ServiceFilter
  ServiceHistory: ServiceHistory
  ServicePath: { readonly address: string }
  Services: ServiceInfo[]
  ServiceSnapshot: ServiceSnapshot
  StateChange: StateChange
  SubmissionInfo: SubmissionInfo
  Submissions: SubmissionInfo[]
  SubmitRequest: SubmitRequest
  TemplateCheck: TemplateCheck
  TemplateCheckRequest: { readonly names: readonly string[] }
  TemplateDetail: TemplateDetail
  TemplateList: TemplateList
  TokenInfo: TokenInfo
  TokenPath: { readonly token: string }
  Tokens: TokenInfo[]
  TypesReport: TypesReport
  TypesRequest: TypesRequest
  ValidateReport: ValidateReport
  ValidateRequest: { readonly files: readonly BlueprintFile[] }
  WatchQuery: { readonly past?: boolean; readonly from?: string }
  Webhook: Readonly<Record<string, Json>>
  WhyQuery: { readonly action?: string }
  WhyReport: WhyReport
}

/** The name of a schema. */
export type WireName = keyof Wire

/** What a server says of itself to anybody. */
interface Health {
  readonly status: 'ok'
}

interface RunPath {
  /** The id of a run; `-` is the one that a command takes when none is named. */
  readonly run: string
}

/** Either a revision or a time. */
interface PastQuery extends LifeQuery {
  readonly revision?: number
  readonly at?: number
  readonly secrets?: boolean
}

interface LifeQuery {
  /** Of the services that had the name, this one. */
  readonly uid?: string
}
