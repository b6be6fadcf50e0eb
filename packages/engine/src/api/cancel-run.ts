import {
  type CancelRunOptions,
  isAysError,
  type RunDetail,
  type SignalOption,
  throwIfAborted,
} from '@ays/core'
import { putCancel } from '../run/cancel-request.ts'
import { ChangeSet } from '../state/change-set.ts'
import { holds } from '../state/conflicts.ts'
import { keys } from '../state/keys.ts'
import { type DriveTools, driveRun } from './drive-run.ts'
import { findRun, newestOf, readJobs } from './find-runs.ts'
import { showRun } from './read-runs.ts'
import { watchRun } from './watch-run.ts'

/**
 * Stores the request, which whoever drives the run sees, and waits for its end; drives it to its end when
 * nobody does. AYS_RUN_UNKNOWN.
 */
export async function cancelRun(
  tools: DriveTools,
  id: string | undefined,
  { kill = false, who = '', signal }: SignalOption & CancelRunOptions,
): Promise<RunDetail> {
  const { records } = tools
  const { id: run } =
    id === undefined
      ? await newestOf(records, ({ state }) => state === 'running', 'no run is under way')
      : await findRun(records, id)
  if (!(await request(tools, run, { kill, who }))) return showRun(records, run)
  for (;;) {
    throwIfAborted(signal)
    const detail = await watchRun(records, run, signal ? { signal } : {})
    if (detail.state !== 'running') return detail
    await endUndriven(tools, run)
  }
}

/** False when the run has ended already. */
async function request(
  { records }: DriveTools,
  run: string,
  what: { readonly kill: boolean; readonly who: string },
): Promise<boolean> {
  const open = await records.store.get(keys.openRun(run))
  if (!open) return false
  const changes = new ChangeSet()
  changes.read(keys.openRun(run), open)
  putCancel(changes, records, run, what)
  return holds(records.store.commit(changes.toCommit()))
}

/** Nothing is started: the request is there. */
async function endUndriven(tools: DriveTools, id: string): Promise<void> {
  const run = await findRun(tools.records, id)
  if (run.state !== 'running') return
  try {
    await driveRun(tools, { run, jobs: await readJobs(tools.records, id) })
  } catch (error) {
    if (!isAysError(error, 'AYS_RUN_ACTIVE')) throw error
  }
}
