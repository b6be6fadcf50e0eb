import type { AysApi, Logger, Metrics } from '@ays/core'
import type { Access } from '@ays/engine'

/** What a server works on. A process that serves only beside its own work needs none but the API. */
export interface Served {
  readonly api: AysApi
  /** Without it nobody is let in but through the socket. */
  readonly access?: Pick<Access, 'authenticate' | 'recordCall'>
  /** Whether it can take work. */
  readonly ready?: () => Promise<boolean>
  /** Requests a minute that a token, or an address without one, may make; 6,000 unless told. */
  readonly rateLimit?: number
  /** Bytes that all readers of events together may leave unread; 256 MB unless told. */
  readonly unreadEvents?: number
  readonly log?: Logger
  readonly metrics?: Metrics
  /** What `GET /metrics` answers. */
  readonly exposition?: () => Promise<{ readonly type: string; readonly text: string }>
}
