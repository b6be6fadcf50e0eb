import {
  AysError,
  type CancelRunOptions,
  type DriveRunOptions,
  isAysError,
  type LogFilter,
  type LogLineInfo,
  type RetryRunOptions,
  type RunDetail,
  type RunFilter,
  type RunInfo,
  type RunOptions,
  type RunSelection,
  type SignalOption,
  type WatchOptions,
} from '@ays/core'
import { reopenRun } from '../run/reopen-run.ts'
import { ChangeSet } from '../state/change-set.ts'
import { Draft } from '../state/draft.ts'
import type { Records } from '../state/records.ts'
import { awaitClaims, claimsLost } from './await-claims.ts'
import { cancelRun } from './cancel-run.ts'
import { deleteRuns } from './delete-runs.ts'
import { type DriveTools, driveRun } from './drive-run.ts'
import { findInterrupted, findRun, findStoredRun, newestOf, readJobs } from './find-runs.ts'
import { readLogs } from './read-logs.ts'
import { listRuns, showRun } from './read-runs.ts'
import { watchRun } from './watch-run.ts'

/** What AysApi does with runs that are there. */
export class Runs {
  readonly #records: Records
  readonly #tools: () => Promise<DriveTools>

  constructor(records: Records, tools: () => Promise<DriveTools>) {
    this.#records = records
    this.#tools = tools
  }

  list(filter: RunFilter = {}): Promise<RunInfo[]> {
    return listRuns(this.#records, filter)
  }

  show(id?: string): Promise<RunDetail> {
    return showRun(this.#records, id)
  }

  async logs(run: string, filter: LogFilter = {}): Promise<LogLineInfo[]> {
    const { id } = await findRun(this.#records, run)
    return readLogs(this.#records, id, filter)
  }

  watch(id: string | undefined, options: WatchOptions = {}): Promise<RunDetail> {
    return watchRun(this.#records, id, options)
  }

  delete(which: RunSelection): Promise<string[]> {
    return deleteRuns(this.#records, which)
  }

  async cancel(
    id: string | undefined,
    options: SignalOption & CancelRunOptions = {},
  ): Promise<RunDetail> {
    return cancelRun(await this.#tools(), id, options)
  }

  async resume(
    id: string | undefined,
    options: RunOptions & DriveRunOptions = {},
  ): Promise<RunDetail> {
    const run =
      id === undefined ? await this.#oldestInterrupted() : await findRun(this.#records, id)
    if (run.state === 'running') {
      const jobs = await readJobs(this.#records, run.id)
      await driveRun(await this.#tools(), { ...options, run, jobs })
    }
    return showRun(this.#records, run.id)
  }

  async #oldestInterrupted() {
    const [run] = await findInterrupted(this.#records)
    if (run) return run
    throw new AysError('AYS_RUN_UNKNOWN', 'there is no interrupted run', {
      hint: 'List runs with: ays run list',
    })
  }

  async retry(
    id: string | undefined,
    options: RunOptions & RetryRunOptions = {},
  ): Promise<RunDetail> {
    const tools = await this.#tools()
    for (;;) {
      try {
        return await this.#retry(tools, id, options)
      } catch (error) {
        const lost = isAysError(error, 'AYS_STORE_CONFLICT') ? claimsLost(error) : []
        if (lost.length === 0) throw error
        await awaitClaims(tools, lost, options)
      }
    }
  }

  async #retry(
    tools: DriveTools,
    id: string | undefined,
    { retries, ...options }: RunOptions & RetryRunOptions,
  ): Promise<RunDetail> {
    const records = this.#records
    const which =
      id ?? (await newestOf(records, hasFailed, 'no run has failed or was cancelled')).id
    const stored = await findStoredRun(records, which)
    const run = stored.value
    if (run.state === 'running') throw active(run.id)
    if (!hasFailed(run)) return showRun(records, run.id)
    const draft = new Draft(records, new ChangeSet())
    draft.changes.read(stored.key, stored)
    const wanted = { ...run, ...(retries && { retries: [...retries] }) }
    const reopened = await reopenRun(draft, wanted, await readJobs(records, run.id))
    await driveRun(tools, { ...options, ...reopened, first: draft.changes })
    return showRun(records, run.id)
  }
}

function hasFailed({ state }: { readonly state: string }): boolean {
  return state === 'error' || state === 'cancelled'
}

function active(run: string): AysError {
  return new AysError('AYS_RUN_ACTIVE', `run ${run} has not ended`, {
    hint: 'Follow it with: ays run watch; if nobody drives it, go on with: ays run resume',
  })
}
