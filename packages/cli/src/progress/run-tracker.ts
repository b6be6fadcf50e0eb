import type { JobInfo, JobState, RunEvent, RunInfo } from '@ays/core'

/** A job that is running, and how far it says it is. */
export interface RunningJob {
  readonly job: JobInfo
  /** Epoch milliseconds. */
  readonly since: number
  readonly fraction?: number
  readonly text?: string
}

const ENDED: ReadonlySet<JobState> = new Set(['ok', 'error', 'skipped', 'cancelled'])

/** True for the states that a job does not leave any more. */
export function hasEnded({ state }: JobInfo): boolean {
  return ENDED.has(state)
}

/** What is known of a run from its events alone. */
export class RunTracker {
  readonly #jobs = new Map<number, JobInfo>()
  readonly #running = new Map<number, RunningJob>()
  #run: string | undefined
  #total = 0
  #ended = 0
  #failed = 0

  /** Jobs of the run, those that joined it included. */
  get total(): number {
    return this.#total
  }

  /** Jobs that have ended, however they did. */
  get ended(): number {
    return this.#ended
  }

  get failed(): number {
    return this.#failed
  }

  /** In the order in which they started. */
  get running(): readonly RunningJob[] {
    return [...this.#running.values()]
  }

  /** The job with this number, once an event has named it. */
  job(number: number): JobInfo | undefined {
    return this.#jobs.get(number)
  }

  /** Takes the next event; `now` stands in for the start of a job that does not say it. */
  apply(event: RunEvent, now: number): void {
    if (event.type === 'run') this.#begin(event.run)
    else if (event.type === 'job') this.#update(event.job, now)
    else if (event.type === 'action' && event.event.type === 'progress') {
      this.#advance(event.job, event.event)
    }
  }

  /** Only the first counts of a run are taken: later ones are coalesced, the events of the jobs are not. */
  #begin({ id, jobs: counts }: RunInfo): void {
    if (this.#run === id) return
    this.#run = id
    this.#jobs.clear()
    this.#running.clear()
    this.#total = Object.values(counts).reduce((total, number) => total + number, 0)
    this.#failed = counts.error
    this.#ended = counts.ok + counts.error + counts.skipped + counts.cancelled
  }

  #update(job: JobInfo, now: number): void {
    const before = this.#jobs.get(job.number)
    this.#jobs.set(job.number, job)
    if (before === undefined && job.grownBy !== undefined) this.#total += 1
    if (hasEnded(job) && !(before && hasEnded(before))) this.#ended += 1
    if (job.state === 'error' && before?.state !== 'error') this.#failed += 1
    if (job.state !== 'running') this.#running.delete(job.number)
    else this.#running.set(job.number, { job, since: job.started ?? now })
  }

  #advance(number: number, { fraction, text }: { fraction: number; text: string }): void {
    const running = this.#running.get(number)
    if (running) this.#running.set(number, { ...running, fraction, text })
  }
}
