import type { Records as Model, RunDetail, RunEvent, WatchOptions } from '@ays/core'
import { AysError } from '@ays/core'
import { countJobs, toJobInfo, toRunInfo } from '../run/report.ts'
import { followKeys } from '../state/follow-keys.ts'
import { isJobKey, isLogKey, jobOfLogKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findRun, isInterrupted, readJobs } from './find-runs.ts'
import { showRun } from './read-runs.ts'

/**
 * Tells of a run, whoever drives it, from what it stores: first of every job, then of each that changes, and
 * what they log from now on; with `past`, what they have logged before, too. With `from`, only of what
 * came after that mark, unless nothing tells any more. Resolves when it has ended, or nobody drives it.
 * AYS_RUN_UNKNOWN.
 */
export async function watchRun(
  records: Records,
  id: string | undefined,
  { signal = new AbortController().signal, on = () => undefined, past = false, from }: WatchOptions,
): Promise<RunDetail> {
  const { id: run } = await findRun(records, id)
  const watcher = new RunWatcher(records, run, on, past ? new Set() : undefined)
  let ended = false
  for await (const { keys: changed, mark } of followKeys(records.store, keys.run(run), {
    signal,
    from,
  })) {
    ended = await watcher.look(changed)
    if (ended) break
    if (mark !== undefined) on({ type: 'mark', at: mark })
  }
  // Not in the loop: leaving that takes a turn, in which a failure of what is returned would be nobody's.
  if (ended) return showRun(records, run)
  throw new AysError('AYS_CANCELLED', 'the watching was ended', { cause: signal.reason })
}

class RunWatcher {
  readonly #records: Records
  readonly #run: string
  readonly #on: (event: RunEvent) => void
  readonly #jobs = new Map<number, Model.Job>()
  /** Chunks of logs that were told, when all shall be. */
  readonly #told: Set<string> | undefined

  constructor(
    records: Records,
    run: string,
    on: (event: RunEvent) => void,
    told: Set<string> | undefined,
  ) {
    this.#records = records
    this.#run = run
    this.#on = on
    this.#told = told
  }

  /** Tells what is new. True when nothing more is to come. */
  async look(changed: ReadonlySet<string> | undefined): Promise<boolean> {
    // First: what is stored before the end of the run is then seen below.
    const run = await findRun(this.#records, this.#run)
    const first = this.#jobs.size === 0
    const jobs = await (first ? this.#readFirst(changed) : this.#read(changed))
    for (const job of jobs) this.#jobs.set(job.number, job)
    const interrupted = await isInterrupted(this.#records.store, run)
    if (first) this.#tellRun(run, interrupted)
    for (const job of jobs) this.#on({ type: 'job', job: toJobInfo(run.id, job) })
    await this.#tellLogs(changed)
    if (run.state === 'running' && !interrupted) return false
    this.#tellRun(run, interrupted)
    return true
  }

  /** All are counted, also when only those that changed are told of. */
  async #readFirst(changed: ReadonlySet<string> | undefined): Promise<Model.Job[]> {
    const jobs = await readJobs(this.#records, this.#run)
    for (const job of jobs) this.#jobs.set(job.number, job)
    return changed ? jobs.filter((job) => changed.has(keys.job(this.#run, job.number))) : jobs
  }

  async #read(changed: ReadonlySet<string> | undefined): Promise<Model.Job[]> {
    if (changed === undefined) {
      const jobs = await readJobs(this.#records, this.#run)
      return jobs.filter((job) => !isSame(this.#jobs.get(job.number), job))
    }
    const stored = await this.#records.getMany(
      this.#records.codecs.job,
      [...changed].filter(isJobKey),
    )
    return stored.flatMap((one) => one?.value ?? [])
  }

  #tellRun(run: Model.Run, interrupted: boolean): void {
    const counts = countJobs(this.#jobs.values())
    this.#on({ type: 'run', run: toRunInfo(run, counts, interrupted) })
  }

  async #tellLogs(changed: ReadonlySet<string> | undefined): Promise<void> {
    const { codecs } = this.#records
    if (changed === undefined) {
      if (this.#told === undefined) return
      const range = { prefix: keys.logs(this.#run) }
      for await (const chunk of this.#records.scan(codecs.log, range)) this.#tellLog(chunk)
      return
    }
    const chunks = await this.#records.getMany(codecs.log, [...changed].filter(isLogKey))
    for (const chunk of chunks) if (chunk) this.#tellLog(chunk)
  }

  #tellLog({ key, value }: { readonly key: string; readonly value: Model.LogChunk }): void {
    if (this.#told?.has(key)) return
    this.#told?.add(key)
    for (const { at, severity: level, source: from, text } of value.lines) {
      const event = { type: 'log', at, level, text, from } as const
      this.#on({ type: 'action', job: jobOfLogKey(key), event })
    }
  }
}

function isSame(a: Model.Job | undefined, b: Model.Job): boolean {
  return a?.state === b.state && a.attempt === b.attempt && a.retryAt === b.retryAt
}
