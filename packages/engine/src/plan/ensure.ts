import {
  assertNoErrors,
  type Ensured,
  formatAddress,
  hasErrors,
  type Records as Model,
} from '@ays/core'
import type { ActionRef } from '../state/action-ref.ts'
import { seedsOf } from './seeds.ts'
import { type DeclareTools, declareServices, readEnsured, type Wish } from './declare.ts'
import { scheduleGoals } from './goals.ts'

/**
 * Lays what a job's action ensured into the draft, and says what is now to do. AYS_INPUT_INVALID with
 * a diagnostic for every fault: then nothing of that job is committed.
 */
export async function ensureServices(
  tools: DeclareTools,
  ensured: readonly Ensured[],
  by: Model.Service,
): Promise<readonly ActionRef[]> {
  if (ensured.length === 0) return []
  const address = formatAddress(by)
  const source = { file: by.blueprint || address, line: Math.max(by.line, 1), column: 1 }
  const readings = await Promise.all(
    ensured.map((one) => readEnsured(tools.templates, one, address, source)),
  )
  const diagnostics = readings.flatMap((reading) => reading.diagnostics)
  assertNoErrors(diagnostics, `${address} ensures something that cannot be`)
  const wishes = readings.flatMap(({ wanted }): Wish[] =>
    wanted ? [{ wanted, origin: 'ensured', by: address }] : [],
  )
  const declared = await declareServices(tools, wishes)
  if (hasErrors(declared.diagnostics)) assertNoErrors(declared.diagnostics, `${address} ensures`)
  await scheduleGoals(tools.draft, declared.laid)
  const services = [...declared.laid]
    .filter(([, laid]) => laid !== 'unchanged')
    .flatMap(([id]) => tools.draft.changedService(id) ?? [])
  return seedsOf(services)
}
