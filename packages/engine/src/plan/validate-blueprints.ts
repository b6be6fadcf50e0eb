import { type BlueprintFile, sortDiagnostics, type ValidateReport } from '@ays/core'
import { readBlueprints } from '../blueprint/read-blueprints.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import type { Records } from '../state/records.ts'
import type { Templates } from '../template/template.ts'
import { checkBlueprints } from './check-blueprints.ts'
import { findQuestions } from './find-questions.ts'

/** As AysApi.validate(). */
export async function validateBlueprints(
  records: Records,
  templates: Templates,
  files: readonly BlueprintFile[],
): Promise<ValidateReport> {
  const reading = await readBlueprints(files, { templates })
  const draft = new Draft(records, new ChangeSet())
  const further = await checkBlueprints({ draft, templates }, reading)
  const diagnostics = sortDiagnostics([...reading.diagnostics, ...further])
  const questions = await findQuestions({ draft, templates }, reading.services)
  return { diagnostics, services: reading.services.length, questions }
}
