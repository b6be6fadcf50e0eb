import {
  AysError,
  isAysError,
  type JobCounts,
  type LogLineInfo,
  type Records as Model,
  type RunDetail,
  type RunInfo,
  type Store,
} from '@ays/core'
import { countJobs, toRunDetail, toRunInfo, unpackCounts } from '../run/report.ts'
import { isRunKey, jobOfLogKey, keys, runLease, runOfKey } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Newest first. Reads only the head of the list: ids of runs sort by time. */
export async function listRuns(records: Records, limit: number): Promise<RunInfo[]> {
  const result: RunInfo[] = []
  for await (const run of newestRuns(records)) {
    if (result.length >= limit) break
    result.push(await toInfo(records, run))
  }
  return result
}

/** Reads no job, and asks nobody who drives what. */
export async function countRuns(records: Records): Promise<number> {
  const runs = newestRuns(records)[Symbol.asyncIterator]()
  let count = 0
  while ((await runs.next()).done !== true) count += 1
  return count
}

/** Steps over the jobs and logs of a run with one seek each, so that a long run costs nothing. */
async function* newestRuns(records: Records): AsyncIterable<Model.Run> {
  let to: string = keys.afterRuns
  for (;;) {
    const last = await lastKey(records.store, to)
    if (last === undefined) return
    const id = runOfKey(last)
    const stored = await records.get(records.codecs.run, keys.run(id))
    if (stored) yield stored.value
    to = keys.run(id)
  }
}

async function lastKey(store: Store, to: string): Promise<string | undefined> {
  const range = { from: keys.runs, to, reverse: true, limit: 1 }
  for await (const { key } of store.scan(range)) return key
  return undefined
}

async function toInfo(records: Records, run: Model.Run): Promise<RunInfo> {
  const over = run.state !== 'running'
  const counts: JobCounts = over
    ? unpackCounts(run.counts)
    : countJobs(await readJobs(records, run.id))
  return toRunInfo(run, counts, !over && (await isInterrupted(records.store, run.id)))
}

/** The newest without id. AYS_RUN_UNKNOWN. */
export async function showRun(records: Records, id: string | undefined): Promise<RunDetail> {
  const run = await findRun(records, id)
  const jobs = await readJobs(records, run.id)
  const interrupted = run.state === 'running' && (await isInterrupted(records.store, run.id))
  return toRunDetail(run, jobs, interrupted)
}

export async function findRun(records: Records, id: string | undefined): Promise<Model.Run> {
  if (id !== undefined) {
    const stored = await records.get(records.codecs.run, keys.run(id))
    if (stored && isRunKey(stored.key)) return stored.value
    throw new AysError('AYS_RUN_UNKNOWN', `there is no run ${id}`, {
      hint: 'List them with: ays run list',
    })
  }
  for await (const run of newestRuns(records)) return run
  throw new AysError('AYS_RUN_UNKNOWN', 'there is no run yet')
}

/** Every run that nobody drives although it has not ended, oldest first. */
export async function findInterrupted(records: Records): Promise<Model.Run[]> {
  const ids = new Set<string>()
  for await (const { value } of records.scan(records.codecs.claim, { prefix: keys.claims })) {
    ids.add(value.run)
  }
  const runs = await records.getMany(records.codecs.run, [...ids].toSorted().map(keys.run))
  const open = runs.flatMap((stored) => (stored?.value.state === 'running' ? [stored.value] : []))
  const found: Model.Run[] = []
  for (const run of open) if (await isInterrupted(records.store, run.id)) found.push(run)
  return found
}

export async function readJobs(records: Records, run: string): Promise<Model.Job[]> {
  const jobs: Model.Job[] = []
  const range = { prefix: keys.jobs(run) }
  for await (const { value } of records.scan(records.codecs.job, range)) jobs.push(value)
  return jobs
}

/** Whether anybody drives it is asked the only way that is certain: by trying to. */
async function isInterrupted(store: Store, run: string): Promise<boolean> {
  try {
    const lease = await store.lease(runLease(run), { ttl: 1000 })
    await lease.release()
    return true
  } catch (error) {
    if (isAysError(error, 'AYS_STORE_LEASE_HELD')) return false
    throw error
  }
}

/** In order of time; lines of one moment in the order of their jobs. */
export async function readLogs(
  records: Records,
  run: string,
  job: number | undefined,
): Promise<LogLineInfo[]> {
  const lines: LogLineInfo[] = []
  const range = { prefix: keys.logs(run, job) }
  for await (const { key, value } of records.scan(records.codecs.log, range)) {
    const number = jobOfLogKey(key)
    for (const line of value.lines) lines.push({ job: number, ...line })
  }
  return lines.toSorted((a, b) => a.at - b.at)
}
