import { formatAddress } from '@ays/core'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Address of a service to its actions that a job works on now. */
export type RunningActions = ReadonlyMap<string, ReadonlySet<string>>

/** Read from the jobs of the runs that hold claims: never written into a service. */
export async function readRunning(records: Records): Promise<RunningActions> {
  const runs = new Set<string>()
  for await (const { value } of records.scan(records.codecs.claim, { prefix: keys.claims })) {
    runs.add(value.run)
  }
  const result = new Map<string, Set<string>>()
  for (const run of runs) {
    for await (const { value } of records.scan(records.codecs.job, { prefix: keys.jobs(run) })) {
      if (value.state !== 'running') continue
      const address = formatAddress(value)
      result.set(address, (result.get(address) ?? new Set<string>()).add(value.action))
    }
  }
  return result
}
