import type { AysApi, Store } from '@ays/core'

/** How the repository of a test is opened. */
export interface OpenOptions {
  /** Of the workers, beside or in place of what they have otherwise. */
  readonly env: Readonly<Record<string, string>>
  readonly aroundStore: (store: Store) => Store
}

/** AYS over a repository; disposing it closes everything. */
export interface OpenedAys extends AsyncDisposable {
  readonly api: AysApi
}

/** The composition root's: AYS over the repository in this folder, actions in worker processes. */
export type OpenAys = (folder: string, options: OpenOptions) => Promise<OpenedAys>
