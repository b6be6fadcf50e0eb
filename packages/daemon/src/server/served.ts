import type { AysApi, AuditInfo, Logger, Metrics } from '@ays/core'
import type { Authenticate } from './gate.ts'

/** Writes down a call before it is made; what it resolves to completes that with the status of the answer. */
export type RecordCall = (
  call: Pick<AuditInfo, 'who' | 'token' | 'operation' | 'request'>,
) => Promise<(status: number) => Promise<void>>

/** What a server works on. A process that serves only beside its own work needs none but the API. */
export interface Served {
  readonly api: AysApi
  /** Without it nobody is let in but through the socket. */
  readonly access?: { readonly authenticate: Authenticate; readonly recordCall: RecordCall }
  /** Whether it can take work. */
  readonly ready?: () => Promise<boolean>
  readonly log?: Logger
  readonly metrics?: Metrics
  /** What `GET /metrics` answers. */
  readonly exposition?: () => Promise<{ readonly type: string; readonly text: string }>
}
