import type { JobCounts, Records as Model, RunDetail, RunFilter, RunInfo } from '@ays/core'
import { countJobs, toRunDetail, toRunInfo, unpackCounts } from '../run/report.ts'
import type { Records } from '../state/records.ts'
import { readJobWaits } from './read-job-waits.ts'
import { findOpen, findRun, isInterrupted, newestRuns, readJobs } from './find-runs.ts'

/** Newest first. */
export async function listRuns(
  records: Records,
  { limit = 50, states, before }: RunFilter,
): Promise<RunInfo[]> {
  const result: RunInfo[] = []
  for await (const run of candidates(records, states, before)) {
    if (result.length >= limit) break
    if (await fits(records, run, states)) result.push(await toInfo(records, run))
  }
  return result
}

/** Runs that have not ended are known; the others are looked for. */
async function* candidates(
  records: Records,
  states: RunFilter['states'],
  before: RunFilter['before'],
): AsyncIterable<Model.Run> {
  if (!states?.every((state) => state === 'interrupted' || state === 'running')) {
    yield* newestRuns(records, before)
    return
  }
  for (const run of (await findOpen(records)).toReversed()) {
    if (before === undefined || run.id < before) yield run
  }
}

async function fits(
  records: Records,
  run: Model.Run,
  states: RunFilter['states'],
): Promise<boolean> {
  if (states === undefined || states.includes(run.state)) return true
  return states.includes('interrupted') && (await isInterrupted(records.store, run))
}

/** Reads no job, and asks nobody who drives what. */
export async function countRuns(records: Records): Promise<number> {
  const runs = newestRuns(records)[Symbol.asyncIterator]()
  let count = 0
  while ((await runs.next()).done !== true) count += 1
  return count
}

async function toInfo(records: Records, run: Model.Run): Promise<RunInfo> {
  const over = run.state !== 'running'
  const counts: JobCounts = over
    ? unpackCounts(run.counts)
    : countJobs(await readJobs(records, run.id))
  return toRunInfo(run, counts, await isInterrupted(records.store, run))
}

/** The newest without id. AYS_RUN_UNKNOWN. */
export async function showRun(records: Records, id: string | undefined): Promise<RunDetail> {
  const run = await findRun(records, id)
  const jobs = await readJobs(records, run.id)
  const interrupted = await isInterrupted(records.store, run)
  const waits =
    run.state === 'running' ? await readJobWaits(records, { run, interrupted, jobs }) : new Map()
  return toRunDetail(run, jobs, { interrupted, waits })
}
