import { type AysApi, hasErrors, type Question, type SignalOption } from '@ays/core'
import type { BlueprintRequest } from './blueprint-request.ts'
import { isTerminal } from './confirm.ts'

/**
 * What the blueprints leave to be asked. Without a terminal, with --json, and where there are faults to tell
 * first, nothing is asked: the defaults count.
 */
export async function openQuestions(
  api: AysApi,
  { files }: BlueprintRequest,
  { json, signal }: Required<SignalOption> & { readonly json: boolean },
): Promise<readonly Question[]> {
  if (json || !isTerminal()) return []
  const { questions, diagnostics } = await api.validate(files, { signal })
  return hasErrors(diagnostics) ? [] : questions
}
