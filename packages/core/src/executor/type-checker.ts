import type { Diagnostic } from '../errors/diagnostic.ts'
import type { SignalOption } from '../store/store.ts'

/** What became of looking for faults of types. */
export type TypeCheck =
  | { readonly checked: true; readonly diagnostics: readonly Diagnostic[] }
  /** Why nobody looked, and what to do about it: one sentence. */
  | { readonly checked: false; readonly reason: string }

/** Finds faults of types in actions files, with whatever compiler there is. */
export interface TypeChecker {
  /**
   * Every fault of these files, and of what they import, with absolute paths. Runs none of their code.
   * AYS_CANCELLED.
   */
  check(files: readonly string[], options?: SignalOption): Promise<TypeCheck>
}
