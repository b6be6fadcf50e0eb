import { AysError } from '@ays/core'
import { keys, runLease } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** AYS_RUN_ACTIVE when somebody drives a run of this store; interrupted runs are no hindrance. */
export async function assertNoActiveRun(records: Records): Promise<void> {
  for await (const { key } of records.store.scan({ prefix: keys.openRuns })) {
    const run = key.slice(keys.openRuns.length)
    if (!(await records.store.isLeased(runLease(run)))) continue
    throw new AysError('AYS_RUN_ACTIVE', `run ${run} is under way`, {
      details: { run },
      hint: 'Wait until it has ended, or cancel it, and stop what starts others.',
    })
  }
}
