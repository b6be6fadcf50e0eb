import type { ActionSources } from '@ays/core'

/** See {@link PoolExecutorOptions.grace}. */
export const DEFAULT_GRACE = 1000

export interface PoolExecutorOptions {
  /** A cache folder for code and schemas; created when needed, safe to delete between runs. */
  readonly folder: string
  /** URL of a module that exports `codec`, a Codec; every worker loads it. */
  readonly codecUrl: string
  readonly sources: ActionSources
  /** Kind of host to the URL of a module that exports `createHost`, a HostFactory; loaded at first use. */
  readonly hosts?: Readonly<Record<string, string>>
  /** How many workers; as many as processors unless told. */
  readonly workers?: number
  /** Only a process survives a native crash and leaves no program behind; `process` unless told. */
  readonly kind?: 'process' | 'thread'
  /** JavaScript heap of each worker; 512 unless told. */
  readonly heapMegabytes?: number
  /** Given to every job beside PATH, HOME, TMPDIR, the language and the time zone. */
  readonly env?: Readonly<Record<string, string>>
  /** Where every job starts; the working directory of this process unless told. */
  readonly cwd?: string
  /**
   * Milliseconds that an action has to end after its signal was aborted; 1000 unless told. One
   * that is busy in a loop does not hear of it and is killed at once.
   */
  readonly grace?: number
}
