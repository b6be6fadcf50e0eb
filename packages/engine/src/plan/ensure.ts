import {
  assertNoErrors,
  type Ensured,
  formatAddress,
  hasErrors,
  type Records as Model,
} from '@ays/core'
import { changedServices, seedsOf } from './seeds.ts'
import { type DeclareTools, declareServices, readEnsured, type Wish } from './declare.ts'
import { scheduleGoals } from './goals.ts'
import type { GrowthSeeds } from './growth-seeds.ts'

/**
 * Lays what a job's action ensured into the draft, and says what is now to do: on those services, and
 * on the consumers that a change of theirs tells. An action never triggers its own service.
 * AYS_INPUT_INVALID with a diagnostic for every fault: then nothing of that job is committed.
 */
export async function ensureServices(
  tools: DeclareTools,
  ensured: readonly Ensured[],
  by: Model.Service,
): Promise<GrowthSeeds> {
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
  const isLaid = (id: string) => (declared.laid.get(id) ?? 'unchanged') !== 'unchanged'
  const changed = changedServices(tools.draft)
  const told = changed.filter((one) => formatAddress(one) !== address)
  return {
    must: seedsOf(changed.filter((one) => isLaid(formatAddress(one)))),
    may: seedsOf(told.filter((one) => !isLaid(formatAddress(one)))),
  }
}
