import type { Retention } from '@ays/core'

/** A user's repository: what ays.yaml says, defaults filled in. */
export interface Repository {
  /** The folder that holds ays.yaml, absolute. */
  readonly folder: string
  /** Random, written by `ays init`; the key prefix in a shared store. */
  readonly id: string
  /** URL of the store; relative paths in it start at the folder. */
  readonly store: string
  /** What runs actions: `process`, `thread` or `inline`. */
  readonly executor: string
  /** Packs as written: folders, tarballs, or npm packages; see parsePackEntry(). */
  readonly packs: readonly string[]
  readonly retention: Retention
}

/** The file that makes a folder a repository. */
export const REPOSITORY_FILE = 'ays.yaml'

/** Where the store is unless ays.yaml or `--store` says otherwise. */
export const DEFAULT_STORE = 'level:.ays/db'

/** What stays unless ays.yaml says otherwise. */
export const DEFAULT_RETENTION: Retention = { revisions: 100, runs: 90 * 86_400_000 }
