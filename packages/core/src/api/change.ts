import type { SignalOption } from '../store/store.ts'

/** What changed in the repository. */
export type ChangeEvent =
  /** A record was made, changed or taken away: `name` is an address, a template, or the id of a run. */
  | {
      readonly type: 'change'
      readonly of: 'service' | 'actor' | 'run'
      readonly name: string
      readonly gone: boolean
    }
  /** Everything before was told, and watching `from` here goes on. */
  | { readonly type: 'mark'; readonly at: string }
  /** Changes may have been missed: what was read before has to be read again. */
  | { readonly type: 'reset' }

export interface ChangeOptions extends SignalOption {
  readonly on?: (event: ChangeEvent) => void
  /** The `at` of a mark: what has changed since comes first. */
  readonly from?: string
}
