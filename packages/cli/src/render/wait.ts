import type { JobState, JobWait, Wait } from '@ays/core'
import { count, formatTime } from './text.ts'

const STANDING: Readonly<Record<JobState, string>> = {
  new: 'has not started',
  running: 'is running',
  ok: 'is ok',
  error: 'has failed',
  skipped: 'was skipped',
  cancelled: 'was cancelled',
}

/** Why a job does not run yet, or an action is not done, as half a sentence. */
export function renderWait(wait: JobWait | Wait): string {
  switch (wait.kind) {
    case 'jobs':
      return `waits for ${wait.jobs.map((job) => `#${job}`).join(', ')}`
    case 'job':
      return `waits for ${wait.service} ${wait.action} (#${wait.job}), which ${STANDING[wait.state]}`
    case 'retry':
      return `is tried again at ${formatTime(wait.until)}`
    case 'concurrency':
      return `waits: of ${wait.of} at most ${wait.most} at once`
    case 'limit':
      return wait.running === 0
        ? 'is about to start'
        : `waits for one of ${count(wait.running, 'running job')}`
    case 'resume':
      return 'waits: nobody drives the run'
    case 'disabled':
      return `waits for ${wait.service} ${wait.action}, which is disabled`
    case 'claim':
      return `waits until run ${wait.run} lets go of the service`
    case 'run':
      return 'waits for a run'
  }
}
