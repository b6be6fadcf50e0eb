/**
 * Ports, errors, records and contracts of AYS: what every other package and every plugin builds on.
 *
 * @packageDocumentation
 */
export {
  formatAddress,
  isName,
  parseAddress,
  roleOf,
  type ServiceAddress,
} from './address/address.ts'
export {
  type AccessApi,
  allows,
  type AuditFilter,
  type AuditInfo,
  type CreatedToken,
  type NewToken,
  type Scope,
  SCOPES,
  type TokenInfo,
} from './api/access.ts'
export type {
  ApplyReport,
  ApplyRequest,
  AysApi,
  JobMatch,
  Question,
  RepositoryInfo,
  RunOptions,
  StoreInfo,
  ValidateReport,
  WatchOptions,
} from './api/ays-api.ts'
export type {
  CompactReport,
  ForgetReport,
  HistoryPoint,
  Retention,
  RevisionInfo,
  RevisionKind,
  RevisionRange,
  ServiceDiff,
  ServiceHistory,
  ServiceSnapshot,
} from './api/history.ts'
export type { ForgetOptions, LifeOptions, SecretsOptions, ServiceApi } from './api/service-api.ts'
export type { ActorApi, ActorDetail, ActorInfo, ActorState } from './api/actor-api.ts'
export type { ChangeEvent, ChangeOptions } from './api/change.ts'
export type { StoreFault, VerifyReport } from './api/care.ts'
export type {
  ActorChange,
  ActorDifference,
  Answers,
  BlueprintFile,
  FieldChange,
  LinkChange,
  Plan,
  PlanFile,
  PlannedJob,
  PlanRequest,
  ServiceChange,
} from './api/plan.ts'
export type {
  ExportReport,
  ExportRequest,
  ImportReport,
  ImportRequest,
  LeftOut,
  PortApi,
  PortFile,
} from './api/port.ts'
export type {
  CancelRunOptions,
  DriveRunOptions,
  JobCounts,
  JobInfo,
  JobState,
  JobWait,
  LogFilter,
  LogLineInfo,
  RetryRunOptions,
  RunDetail,
  RunEvent,
  RunFilter,
  RunInfo,
  RunSelection,
  RunState,
} from './api/run.ts'
export type {
  ActionStateInfo,
  ActionStatus,
  GraphInfo,
  LinkInfo,
  PauseChange,
  ServiceDetail,
  ServiceFilter,
  ServiceInfo,
  ServicePrecondition,
  StateChange,
  TemplateDetail,
  TemplateInfo,
  TemplateList,
} from './api/service.ts'
export type {
  NewTemplate,
  NewTemplateReport,
  TemplateCheck,
  TypesReport,
  TypesRequest,
} from './api/template.ts'
export type { EventDetail, EventInfo, EventsFilter, EventState, NewEvent } from './api/event.ts'
export type { QueueFilter, SubmissionInfo, SubmissionState, SubmitRequest } from './api/queue.ts'
export type { WorkApi } from './api/work-api.ts'
export type { Existence, Wait, WhyAction, WhyNeeded, WhyReport } from './api/why.ts'
export { Container } from './di/container.ts'
export { type Token, token } from './di/token.ts'
export { API, BUNDLER, CODEC, EXECUTOR, LOGGER, SCHEMA_FORMAT, STORE } from './di/tokens.ts'
export {
  AysError,
  type AysErrorOptions,
  describeError,
  type ErrorData,
  isAysError,
  isCancelled,
  isRetryable,
  reviveError,
} from './errors/ays-error.ts'
export { ERROR_CODES, type ErrorCode } from './errors/codes.ts'
export {
  assertNoErrors,
  type Diagnostic,
  formatDiagnostic,
  hasErrors,
  sortDiagnostics,
  type SourcePosition,
} from './errors/diagnostic.ts'
export type {
  Action,
  ActionContext,
  ActionResult,
  ActionService,
  ExecOptions,
  ExecResult,
  GetExecutor,
  HostDescription,
  Json,
  Linked,
} from './executor/action.ts'
export { type ActionHost, refuseExec } from './executor/action-context.ts'
export type {
  ActionCall,
  ActionCode,
  ActionEvent,
  ActionOutcome,
  ActionSources,
  BundledAction,
  Bundler,
  CallService,
  Emitted,
  Ensured,
  ExecuteOptions,
  Executor,
  HostCall,
  Isolation,
  ProgramJob,
  RunProgram,
} from './executor/executor.ts'
export { createLocalHost, type Host, hostError, type HostFactory } from './executor/host.ts'
export { InlineExecutor, type InlineExecutorOptions } from './executor/inline-executor.ts'
export {
  cancelError,
  describeCall,
  errorOutcome,
  timeoutError,
  unloadableError,
} from './executor/job-errors.ts'
export { JobHost, type HostTools } from './executor/job-host.ts'
export { onAbort } from './executor/on-abort.ts'
export { actionOf, runAction } from './executor/run-action.ts'
export { servicesOf } from './executor/services-of.ts'
export type { TypeCheck, TypeChecker } from './executor/type-checker.ts'
export { isLogged, LOG_LEVELS, type Logger, type LogLevel, silentLogger } from './log/logger.ts'
export { type MetricName, METRICS, type Metrics, silentMetrics } from './metrics/metrics.ts'
export { MODEL } from './model/model-data.gen.ts'
export { MODEL_CAPNP } from './model/model-text.gen.ts'
export type * as Records from './model/model.gen.ts'
export { describeReason, type Reason } from './model/reason.ts'
export {
  type ActionOptions,
  type ConsumeLink,
  type EventFilter,
  type MissedTimes,
  FRAMEWORK_ACTIONS,
  type ParentLink,
  type Recurring,
  type TemplateLinks,
} from './model/template.ts'
export type {
  EnginePorts,
  Leave,
  PackFolder,
  PluginManifest,
  PluginModules,
  StoreEraser,
  StoreFactory,
  StoreFactoryOptions,
  StoreRepairer,
} from './plugin/plugin.ts'
export { defaultToBigInt, defaultToNumber } from './schema/check-default.ts'
export { checkModel, type ModelFault } from './schema/check-model.ts'
export { fieldsByOrdinal, findBreaks, isObsolete, type PlacedField } from './schema/find-breaks.ts'
export { formatType } from './schema/format-type.ts'
export { JsonCodec } from './schema/json-codec.ts'
export { typesOf } from './schema/types-of.ts'
export { DataChecker, isRecordData } from './schema/check-data.ts'
export { type CompilePattern } from './schema/check-rules.ts'
export type { Break, Codec, DataFault, RecordCodec, RecordData, Schema } from './schema/codec.ts'
export type {
  ActorReading,
  LockedField,
  SchemaFormat,
  SchemaLock,
  SchemaReading,
  SchemaSource,
} from './schema/schema-format.ts'
export type {
  DefaultValue,
  EnumModel,
  FieldFormat,
  FieldModel,
  FieldRules,
  GroupModel,
  MemberModel,
  PrimitiveKind,
  SchemaModel,
  StructModel,
  TypeModel,
  UnionModel,
} from './schema/schema-model.ts'
export { type ChangedKeys, ChangeLog, closedWatch } from './store/change-log.ts'
export { checkCommit } from './store/check-commit.ts'
export { assertKey, compareKeys, type KeyBounds, keyBounds, revisionNumber } from './store/keys.ts'
export { assertTtl, LeaseTable } from './store/lease-table.ts'
export { MemoryStore } from './store/memory-store.ts'
export { Opening, type Session } from './store/opening.ts'
export {
  ABSENT,
  type Change,
  type Check,
  type Commit,
  type CommitResult,
  type Entry,
  type Fence,
  type Lease,
  type LeaseOptions,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
  type StoreLimits,
  type StoreUsage,
} from './store/store.ts'
export {
  type Conflict,
  conflictError,
  fencedError,
  leaseHeldError,
  notOpenError,
  throwIfAborted,
  watchLostError,
} from './store/store-errors.ts'
export { Wake } from './store/wake.ts'
export { type Clock, systemClock } from './time/clock.ts'
export { formatDuration, parseDuration } from './time/duration.ts'
