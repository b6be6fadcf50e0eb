import type { SignalOption } from '../store/store.ts'
import type { PauseChange, ServiceDetail } from './service.ts'

/** What AysApi asks of the work of a daemon: it is stored at once, and done by whoever leads. */
export interface WorkApi {
  /** Nothing of the service recurs while it is paused. AYS_SERVICE_UNKNOWN. */
  pauseService(address: string, change: PauseChange, options?: SignalOption): Promise<ServiceDetail>
}
