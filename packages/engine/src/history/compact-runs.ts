import { type Records as Model, throwIfAborted } from '@ays/core'
import { newestRunIds, readJobs } from '../api/find-runs.ts'
import { deleteRun, deleteRest } from '../run/delete-run.ts'
import { holds } from '../state/conflicts.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { CompactWork } from './compact.ts'

/** How many jobs of a recurring action stay, beside those that failed. */
const RECURRENCES = 20

/** Deletes runs that ended too long ago, and what a deletion that was cut off left. Answers with how many went. */
export async function compactRuns({
  records,
  retention,
  now,
  signal,
}: CompactWork): Promise<number> {
  const recurrences = new Recurrences(records)
  let count = 0
  for await (const id of newestRunIds(records.store)) {
    throwIfAborted(signal)
    const run = await records.get(records.codecs.run, keys.run(id))
    if (!run) await deleteRest(records.store, id)
    else if (run.value.state !== 'running') {
      const old = run.value.ended < now - retention.runs
      const goes = old || (await recurrences.isSuperfluous(run.value))
      // It stays when somebody has gone on with it.
      if (goes && (await holds(deleteRun(records.store, run)))) count += 1
    }
  }
  return count
}

/** Counts the jobs of recurring actions, from the newest on. */
class Recurrences {
  readonly #records: Records
  readonly #counts = new Map<string, number>()

  constructor(records: Records) {
    this.#records = records
  }

  /** True for a recurring run that ended well, and none of whose jobs is among the last of its action. */
  async isSuperfluous({ id, recurring, state }: Model.Run): Promise<boolean> {
    if (!recurring) return false
    const jobs = await readJobs(this.#records, id)
    const counts = jobs.map((job) => this.#count(job))
    return state === 'ok' && counts.every((count) => count > RECURRENCES)
  }

  #count({ uid, action }: Model.Job): number {
    const key = `${uid} ${action}`
    const count = (this.#counts.get(key) ?? 0) + 1
    this.#counts.set(key, count)
    return count
  }
}
