import type { AysApi, Diagnostic, SignalOption } from '@ays/core'
import type { BlueprintRequest } from './blueprint-request.ts'
import type { Screen } from './render/screen.ts'

/** What a command that only asks works with, whether oclif runs it or the quick way does. */
export interface Talk {
  readonly api: AysApi
  /** The folder of the repository. */
  readonly folder: string
  /** For every call of the API. */
  readonly options: Required<SignalOption>
  readonly screen: Screen
  /** For people: with --json it says nothing. */
  readonly log: (text: string) => void
  /** Shows diagnostics on stderr: --json has them in its document. */
  readonly tell: (diagnostics: readonly Diagnostic[]) => Promise<void>
  /** The request with what its blueprints leave to be asked. */
  readonly ask: (request: BlueprintRequest) => Promise<BlueprintRequest>
}
