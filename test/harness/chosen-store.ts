import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

/** The store that AYS_STORE names, for the repositories of a whole run of the tests. */
export interface ChosenStore {
  /** What ays.yaml says of it; absent: nothing, so that AYS takes its default. */
  readonly url?: string
  /** What its CLI needs to find it. */
  readonly env: Readonly<Record<string, string>>
  /** Folders of the plugins that bring it. */
  readonly plugins: readonly string[]
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly store: ChosenStore
  }
}

/** As AYS_STORE says. */
export function chosenStore(): ChosenStore {
  return inject('store')
}

/** The folder of one of our own plugins. */
export function pluginFolder(name: string): string {
  return fileURLToPath(new URL(`../../plugins/${name}`, import.meta.url))
}
