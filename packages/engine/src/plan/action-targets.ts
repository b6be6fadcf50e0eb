import type { Diagnostic } from '@ays/core'
import { selects, type WantedAction } from '../blueprint/wanted.ts'

/** A service as far as an entry of `actions:` is concerned. */
export interface ActionTarget {
  readonly template: string
  readonly name: string
  /** What its template exports, by name. */
  readonly actions: Pick<ReadonlySet<string>, 'has' | 'size'>
}

/** The services that an entry means, for each of its actions, and what is wrong with it. */
export interface ChosenTargets<Target> {
  readonly chosen: readonly { readonly action: string; readonly targets: readonly Target[] }[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Chooses among all services. An entry that means none is an error, and so is an action that none of
 * them has; where they have no actions at all, as with Python that does not run, only a warning.
 */
export function chooseTargets<Target extends ActionTarget>(
  wanted: WantedAction,
  all: readonly Target[],
): ChosenTargets<Target> {
  const meant = all.filter((target) => selects(wanted, target))
  if (meant.length === 0) {
    const summary = 'no service matches this entry'
    return {
      chosen: [],
      diagnostics: [entryFault(wanted, 'error', 'AYS_SERVICE_UNKNOWN', summary)],
    }
  }
  const severity = meant.some(({ actions }) => actions.size > 0) ? 'error' : 'warning'
  const chosen = wanted.actions.map((action) => ({
    action,
    targets: meant.filter(({ actions }) => action === 'delete' || actions.has(action)),
  }))
  const diagnostics = chosen
    .filter(({ targets }) => targets.length === 0)
    .map(({ action }) =>
      entryFault(wanted, severity, 'AYS_ACTION_UNKNOWN', `no service it means has ${action}`),
    )
  return { chosen, diagnostics }
}

/** A diagnostic at an entry of `actions:`. */
export function entryFault(
  { file, line, column }: WantedAction,
  severity: Diagnostic['severity'],
  code: Diagnostic['code'],
  summary: string,
): Diagnostic {
  return { severity, code, summary, source: { file, line, column } }
}
