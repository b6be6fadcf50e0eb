import type { Codec, Leave, Logger, LogLevel, Metrics, Store } from '@ays/core'
import type { Engine } from '@ays/engine'
import type { PromMetrics } from '../observe/prom-metrics.ts'
import type { Served } from '../server/served.ts'
import type { Listen } from './serve-tcp.ts'

/** A repository that was opened; disposing it closes everything. */
export interface OpenedRepository extends AsyncDisposable {
  readonly id: string
  readonly api: Engine
  readonly store: Store
  readonly codec: Codec
}

/** How a daemon wants a repository opened. */
export interface OpenOptions {
  readonly leave: Leave
  readonly metrics: Metrics
  /** Gets what people should know. */
  readonly onWarning: (text: string) => void
}

/** What a daemon is told. */
export interface DaemonOptions {
  /** Opens the repository in a folder, as its ays.yaml says now. */
  readonly open: (folder: string, options: OpenOptions) => Promise<OpenedRepository>
  /** Another one whenever the ays.yaml of a folder, or the plugins, are others. */
  readonly fingerprint: (folder: string) => Promise<string>
  /** Of the repositories; the first one holds the log. */
  readonly folders: readonly string[]
  readonly listen?: Listen
  /** Over TCP. */
  readonly rateLimit?: Served['rateLimit']
  /** What is logged, from this level on. */
  readonly level: LogLevel
  /** Gets the lines of the log too. */
  readonly output?: { write(line: string): void }
  /** Aborted when the daemon shall end. */
  readonly signal: AbortSignal
  /** Aborted when it shall not wait for jobs any more. */
  readonly now: AbortSignal
  /** Called once it serves, with what to call when ays.yaml and plugins shall be read again. */
  readonly onReady: (reload: () => Promise<void>) => void
}

/** What is shared by all repositories of a daemon. */
export interface DaemonTools extends Pick<DaemonOptions, 'open' | 'fingerprint' | 'rateLimit'> {
  readonly log: Logger
  readonly metrics: PromMetrics
}
