import type { SignalOption } from '../store/store.ts'
import type {
  ForgetReport,
  HistoryPoint,
  RevisionRange,
  ServiceDiff,
  ServiceHistory,
  ServiceSnapshot,
} from './history.ts'
import type {
  ActionStateInfo,
  ServiceDetail,
  ServiceFilter,
  ServiceInfo,
  ServicePrecondition,
  StateChange,
} from './service.ts'

/** Which of the services that had a name: the one that has it, or had it last, unless a uid says. */
export interface LifeOptions extends SignalOption {
  readonly uid?: string
}

/** How a service is forgotten. */
export interface ForgetOptions extends ServicePrecondition {
  /** For the history. */
  readonly who?: string
}

export interface SecretsOptions extends SignalOption {
  /** Shows secret fields too. */
  readonly secrets?: boolean
}

/** What AysApi answers and changes of services, one at a time: now, in the past, and by hand. */
export interface ServiceApi {
  /** Sorted by role and name. A page costs the same however many there are. AYS_NAME_INVALID. */
  listServices(filter?: ServiceFilter, options?: SignalOption): Promise<ServiceInfo[]>
  /** AYS_SERVICE_UNKNOWN. */
  showService(address: string, options?: SecretsOptions): Promise<ServiceDetail>
  /** Also of a service that is gone. AYS_SERVICE_UNKNOWN. */
  serviceHistory(address: string, options?: LifeOptions): Promise<ServiceHistory>
  /**
   * What differs between two revisions: the newest and the one before without a range, from one on to the newest
   * with only a beginning. AYS_SERVICE_UNKNOWN, AYS_REVISION_UNKNOWN.
   */
  diffService(address: string, range?: RevisionRange, options?: LifeOptions): Promise<ServiceDiff>
  /** As it was. AYS_SERVICE_UNKNOWN; AYS_REVISION_UNKNOWN when it was not there or nothing tells any more. */
  showServiceAt(
    address: string,
    point: HistoryPoint,
    options?: LifeOptions & SecretsOptions,
  ): Promise<ServiceSnapshot>
  /**
   * Sets the state of an action by hand, with all that follows as if a job had left it so, and notes it in the history.
   * AYS_SERVICE_UNKNOWN, AYS_SERVICE_CHANGED, AYS_ACTION_UNKNOWN; AYS_CLAIMED while a run holds the service.
   */
  setServiceState(
    address: string,
    change: StateChange,
    options?: SignalOption,
  ): Promise<ActionStateInfo>
  /**
   * Takes the record of a service away and runs nothing: whatever is there of it stays. Its history is kept.
   * AYS_SERVICE_UNKNOWN, AYS_SERVICE_CHANGED, AYS_SERVICE_CONSUMED; AYS_CLAIMED while a run holds it.
   */
  forgetService(address: string, options?: SignalOption & ForgetOptions): Promise<ForgetReport>
}
