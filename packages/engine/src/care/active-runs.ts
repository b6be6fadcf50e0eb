import { AysError } from '@ays/core'
import { keys, runLease } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** AYS_RUN_ACTIVE when somebody drives a run of this store; interrupted runs are no hindrance. */
export async function assertNoActiveRun(records: Records): Promise<void> {
  const runs = new Set<string>()
  for await (const { value } of records.scan(records.codecs.claim, { prefix: keys.claims })) {
    runs.add(value.run)
  }
  for (const run of runs) {
    if (!(await records.store.isLeased(runLease(run)))) continue
    throw new AysError('AYS_RUN_ACTIVE', `run ${run} is under way`, {
      details: { run },
      hint: 'Wait until it has ended, or cancel it, and stop what starts others.',
    })
  }
}
