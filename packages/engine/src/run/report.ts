import {
  describeReason,
  formatAddress,
  type JobCounts,
  type JobInfo,
  type JobState,
  type JobWait,
  type Records as Model,
  type RunDetail,
  type RunInfo,
} from '@ays/core'
import { parseJson } from '../state/json.ts'
import { readReason } from '../state/read-reason.ts'

const STATES: readonly JobState[] = ['new', 'running', 'ok', 'error', 'skipped', 'cancelled']

/** A Job record as core's plain data. */
export function toJobInfo(run: string, job: Model.Job): JobInfo {
  return {
    run,
    number: job.number,
    service: formatAddress(job),
    template: job.actor,
    action: job.action,
    state: job.state,
    step: job.step,
    needs: job.needs,
    attempt: job.attempt,
    ...toReason(job.reasonJson),
    ...(job.argsJson ? { args: parseJson(job.argsJson, {}) } : {}),
    ...(job.started ? { started: job.started } : {}),
    ...(job.ended ? { ended: job.ended } : {}),
    ...(job.errorJson ? { error: parseJson(job.errorJson, { name: '', message: '' }) } : {}),
    ...(job.grownBy < 0 ? {} : { grownBy: job.grownBy }),
  }
}

function toReason(json: string): Pick<JobInfo, 'reason' | 'because'> {
  const because = readReason(json)
  return because ? { reason: describeReason(because), because } : { reason: '' }
}

export function countJobs(jobs: Iterable<Model.Job>): JobCounts {
  const counts = { new: 0, running: 0, ok: 0, error: 0, skipped: 0, cancelled: 0 }
  for (const { state } of jobs) counts[state] += 1
  return counts
}

/** Counts in the order in which Run.counts stores them. */
export function packCounts(counts: JobCounts): number[] {
  return STATES.map((state) => counts[state])
}

export function unpackCounts(list: readonly number[]): JobCounts {
  const at = (state: JobState) => list[STATES.indexOf(state)] ?? 0
  return {
    new: at('new'),
    running: at('running'),
    ok: at('ok'),
    error: at('error'),
    skipped: at('skipped'),
    cancelled: at('cancelled'),
  }
}

/** A Run record as core's plain data. */
export function toRunInfo(run: Model.Run, jobs: JobCounts, interrupted: boolean): RunInfo {
  return {
    id: run.id,
    state: run.state,
    command: run.command,
    who: run.who,
    created: run.created,
    ...(run.started ? { started: run.started } : {}),
    ...(run.ended ? { ended: run.ended } : {}),
    jobs,
    interrupted,
  }
}

/** What is known of a run beside its records. */
interface RunSituation {
  readonly interrupted: boolean
  /** By the number of the job. */
  readonly waits: ReadonlyMap<number, JobWait>
}

/** With every job, by step; jobs of one step are sorted by number. */
export function toRunDetail(
  run: Model.Run,
  jobs: readonly Model.Job[],
  { interrupted, waits }: RunSituation,
): RunDetail {
  const steps: JobInfo[][] = []
  for (const job of jobs.toSorted((a, b) => a.number - b.number)) {
    while (steps.length <= job.step) steps.push([])
    const wait = waits.get(job.number)
    steps[job.step]?.push({ ...toJobInfo(run.id, job), ...(wait && { waits: wait }) })
  }
  return { ...toRunInfo(run, countJobs(jobs), interrupted), steps }
}
