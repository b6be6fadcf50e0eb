import type { ApplyReport, Plan, RunDetail } from '@ays/core'

/** Services created and updated by the commit of a plan, and those that the jobs of its run deleted. */
export function countChanges(
  { changes }: Pick<Plan, 'changes'>,
  run: RunDetail | undefined,
): ApplyReport['changes'] {
  const count = (...kinds: string[]) => changes.filter(({ kind }) => kinds.includes(kind)).length
  const jobs = run?.steps.flat() ?? []
  const deleted = jobs.filter(({ action, state }) => action === 'delete' && state === 'ok').length
  return { created: count('create'), updated: count('update', 'replace'), deleted }
}
