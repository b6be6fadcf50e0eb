import { AysError, type Records as Model, type RunFilter, type Store } from '@ays/core'
import { isRunKey, keys, runLease, runOfKey } from '../state/keys.ts'
import type { Records, Stored } from '../state/records.ts'
import { didYouMean } from '../yaml/suggest.ts'

/**
 * Newest first. Steps over the jobs and logs of a run with one seek each, so that a long run costs nothing.
 * Ids of runs sort by time: only the head of the list is read.
 */
export async function* newestRuns(
  records: Records,
  before?: RunFilter['before'],
): AsyncIterable<Model.Run> {
  for await (const id of newestRunIds(records.store, before)) {
    const stored = await records.get(records.codecs.run, keys.run(id))
    if (stored) yield stored.value
  }
}

/** As {@link newestRuns}, also of runs of which only parts are left. */
export async function* newestRunIds(
  store: Store,
  before?: RunFilter['before'],
): AsyncIterable<string> {
  let to = before === undefined ? keys.afterRuns : keys.run(before)
  for (;;) {
    const last = await lastKey(store, to)
    if (last === undefined) return
    const id = runOfKey(last)
    yield id
    to = keys.run(id)
  }
}

async function lastKey(store: Store, to: string): Promise<string | undefined> {
  const range = { from: keys.runs, to, reverse: true, limit: 1 }
  for await (const { key } of store.scan(range)) return key
  return undefined
}

/** The newest without id. AYS_RUN_UNKNOWN. */
export async function findRun(records: Records, id: string | undefined): Promise<Model.Run> {
  if (id === undefined) return newestOf(records, () => true, 'there is no run yet')
  return (await findStoredRun(records, id)).value
}

/** AYS_RUN_UNKNOWN. */
export async function findStoredRun(records: Records, id: string): Promise<Stored<Model.Run>> {
  const stored = await records.get(records.codecs.run, keys.run(id))
  if (stored && isRunKey(stored.key)) return stored
  const hint = didYouMean(id, await recentIds(records.store)) ?? 'List them with: ays run list'
  throw new AysError('AYS_RUN_UNKNOWN', `there is no run ${id}`, { hint })
}

/** Older ones nobody has at hand. */
const RECENT = 100

async function recentIds(store: Store): Promise<string[]> {
  const ids: string[] = []
  for await (const id of newestRunIds(store)) if (ids.push(id) >= RECENT) break
  return ids
}

/** The newest that fits. AYS_RUN_UNKNOWN with this message when none does. */
export async function newestOf(
  records: Records,
  fits: (run: Model.Run) => boolean,
  message: string,
): Promise<Model.Run> {
  for await (const run of newestRuns(records)) if (fits(run)) return run
  throw new AysError('AYS_RUN_UNKNOWN', message, { hint: 'List runs with: ays run list' })
}

/** Runs that have not ended, oldest first. */
export async function findOpen(records: Records): Promise<Model.Run[]> {
  const ids = await records.ids({ prefix: keys.openRuns })
  const runs = await records.getMany(records.codecs.run, ids.map(keys.run))
  return runs.flatMap((stored) => (stored?.value.state === 'running' ? [stored.value] : []))
}

/** Runs that nobody drives although they have not ended, oldest first. */
export async function findInterrupted(records: Records): Promise<Model.Run[]> {
  const found: Model.Run[] = []
  for (const run of await findOpen(records)) {
    if (await isInterrupted(records.store, run)) found.push(run)
  }
  return found
}

/** True for a run that has not ended, and that nobody drives. */
export async function isInterrupted(store: Store, run: Model.Run): Promise<boolean> {
  return run.state === 'running' && !(await store.isLeased(runLease(run.id)))
}

/** The jobs of a run by number. */
export async function readJobs(records: Records, run: string): Promise<Model.Job[]> {
  const jobs: Model.Job[] = []
  const range = { prefix: keys.jobs(run) }
  for await (const { value } of records.scan(records.codecs.job, range)) jobs.push(value)
  return jobs
}
