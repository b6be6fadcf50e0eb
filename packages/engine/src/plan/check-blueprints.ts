import { type Diagnostic, type ErrorCode, hasErrors } from '@ays/core'
import type { BlueprintReading } from '../blueprint/read-blueprints.ts'
import type { Draft } from '../state/draft.ts'
import type { Templates } from '../template/template.ts'
import { type ActionTarget, chooseTargets } from './action-targets.ts'
import { storedTargets } from './apply-blueprint-blocks.ts'
import { checkLinks } from './check-links.ts'

export interface CheckTools {
  readonly draft: Draft
  readonly templates: Templates
}

/**
 * The faults that blueprints have only in their repository: of links, and of entries of `actions:` that
 * mean nothing. Runs nothing and changes nothing: what an `init` could still bring is a warning.
 */
export async function checkBlueprints(
  tools: CheckTools,
  reading: Pick<BlueprintReading, 'services' | 'actions' | 'diagnostics'>,
): Promise<Diagnostic[]> {
  const links = await checkLinks(tools, reading.services)
  // Entries may mean services that have faults and were not read.
  const readable = !hasErrors(reading.diagnostics)
  const actions = readable ? await checkActions(tools.draft, links.targets, reading) : []
  const found = [...links.diagnostics, ...actions]
  return links.ensures ? found.map(soften) : found
}

async function checkActions(
  draft: Draft,
  declared: readonly ActionTarget[],
  { actions = [] }: Pick<BlueprintReading, 'actions'>,
): Promise<Diagnostic[]> {
  if (actions.length === 0) return []
  const all = [...(await storedTargets(draft)), ...declared]
  return actions.flatMap((wanted) => chooseTargets(wanted, all).diagnostics)
}

/** What somebody's `ensure` can mend: too many, ambiguous ones and circles stay what they are. */
const MENDABLE: ReadonlySet<ErrorCode> = new Set([
  'AYS_LINK_UNKNOWN',
  'AYS_LINK_MISSING',
  'AYS_SERVICE_UNKNOWN',
  'AYS_ACTION_UNKNOWN',
])

function soften(diagnostic: Diagnostic): Diagnostic {
  if (!MENDABLE.has(diagnostic.code)) return diagnostic
  const detail = `${diagnostic.detail ?? ''} An init that runs while planning may still bring it.`
  return { ...diagnostic, severity: 'warning', detail: detail.trim() }
}
