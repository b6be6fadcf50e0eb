import type { JobInfo, Plan, RunDetail, RunInfo, ServiceChange } from '@ays/core'

const NO_JOBS = { new: 0, running: 0, ok: 0, error: 0, skipped: 0, cancelled: 0 }

export function jobInfo(job: Partial<JobInfo> = {}): JobInfo {
  return {
    run: '01RUN',
    number: 0,
    service: 'site!blog',
    template: 'site',
    action: 'install',
    state: 'ok',
    step: 0,
    needs: [],
    attempt: 1,
    reason: 'scheduled',
    ...job,
  }
}

export function runInfo({
  jobs,
  ...run
}: Partial<Omit<RunInfo, 'jobs'>> & { jobs?: Partial<RunInfo['jobs']> } = {}): RunInfo {
  return {
    id: '01RUN',
    state: 'ok',
    command: 'apply',
    who: 'me@here',
    created: 0,
    interrupted: false,
    ...run,
    jobs: { ...NO_JOBS, ...jobs },
  }
}

/** A run of these jobs, in their steps; the counts are theirs. */
export function runDetail(steps: readonly JobInfo[][], run: Partial<RunInfo> = {}): RunDetail {
  const jobs = { ...NO_JOBS }
  for (const { state } of steps.flat()) jobs[state] += 1
  return { ...runInfo({ ...run, jobs }), steps }
}

export function planOf(plan: Partial<Plan>): Plan {
  return {
    id: 'p1',
    created: 0,
    command: 'apply',
    empty: false,
    changes: [],
    actors: [],
    jobs: [],
    gates: [],
    steps: [],
    ifChanged: [],
    blocked: [],
    warnings: [],
    ...plan,
  }
}

export function changeOf(change: Partial<ServiceChange>): ServiceChange {
  return {
    kind: 'create',
    service: 'site!blog',
    template: 'site',
    origin: 'blueprint',
    fields: [],
    links: [],
    ...change,
  }
}
