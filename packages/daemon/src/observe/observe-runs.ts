import type { ChangeEvent, JobInfo, JobState, Logger, Metrics, RunEvent, RunState } from '@ays/core'

export interface ObserveOptions {
  readonly metrics: Metrics
  readonly log: Logger
}

const ENDED: ReadonlySet<JobState | RunState> = new Set(['ok', 'error', 'skipped', 'cancelled'])

/** Counts and logs what a run tells, each end once. */
export function observeRun({
  metrics,
  log,
}: ObserveOptions): (event: RunEvent | ChangeEvent) => void {
  const ended = new Set<string>()
  return (event) => {
    if (event.type === 'run') {
      const { id: run, state, command, who } = event.run
      if (!ENDED.has(state)) log.info('run started', { run, command, who })
      else {
        metrics.record('ays_runs_total', 1, { state })
        const line = { run, state, command, who }
        if (state === 'ok') log.info('run ended', line)
        else log.warn('run ended', line)
      }
    } else if (event.type === 'job') {
      const { job } = event
      const id = `${job.run}/${job.number}`
      if (!ENDED.has(job.state)) ended.delete(id)
      else if (!ended.has(id)) {
        ended.add(id)
        observeJob({ metrics, log }, job)
      }
    }
  }
}

function observeJob({ metrics, log }: ObserveOptions, job: JobInfo): void {
  const { run, number, service, template, action, state, attempt, error } = job
  const seconds = ((job.ended ?? 0) - (job.started ?? job.ended ?? 0)) / 1000
  metrics.record('ays_job_seconds', seconds, { template, action, state })
  const line = { run, job: number, service, action, state, attempt, seconds }
  if (state === 'error') log.error('job failed', { ...line, error: error?.message })
  else log.debug('job ended', line)
}
