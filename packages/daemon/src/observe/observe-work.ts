import { describeError, isAysError, type RunEvent } from '@ays/core'
import type { WorkEvent } from '@ays/engine'
import { type ObserveOptions, observeRun } from './observe-runs.ts'

/** Counts and logs what the work of a daemon on a repository tells. */
export function observeWork(
  repository: string,
  options: ObserveOptions,
): (event: WorkEvent) => void {
  const { metrics, log } = options
  const ofRuns: (event: RunEvent) => void = observeRun(options)
  return (event) => {
    switch (event.type) {
      case 'leading':
        metrics.record('ays_leader', event.leads ? 1 : 0, { repository })
        log.info(event.leads ? 'leads' : 'leads no more', { repository })
        break
      case 'run':
        ofRuns(event.event)
        break
      case 'timers':
        metrics.record('ays_timer_late_seconds', event.late / 1000, {})
        log.debug('recurring work was due', { repository, ...event })
        break
      case 'queue':
        metrics.record('ays_queue_runs', event.queued + event.waiting, { repository })
        break
      case 'event':
        metrics.record('ays_events_total', 1, { state: event.heard ? 'heard' : 'unheard' })
        log.info('event', { repository, event: event.id, heard: event.heard })
        break
      case 'failed':
        if (isAysError(event.error, 'AYS_RUN_HANDED_BACK')) break
        log.error(`${event.what} failed`, { repository, error: describeError(event.error) })
        break
    }
  }
}
