import { isAysError, type Records as Model } from '@ays/core'
import { findOpen, isInterrupted, readJobs } from '../api/find-runs.ts'
import { keys } from '../state/keys.ts'
import { startRun } from './start-run.ts'
import type { WorkTools } from './work-tools.ts'

/** Milliseconds between two looks for runs whose process died. */
const PAUSE = 5000

/** Goes on with every run that nobody drives. Returns when to look again. */
export async function resumeInterrupted(tools: WorkTools): Promise<number> {
  const { records, clock } = tools
  for (const run of await findOpen(records)) {
    if (await isInterrupted(records.store, run)) await resume(tools, run)
  }
  return clock.now() + PAUSE
}

async function resume({ records, drive, on, beside }: WorkTools, { id }: Model.Run): Promise<void> {
  // Whoever drove it may have ended it just before it let go.
  const run = (await records.get(records.codecs.run, keys.run(id)))?.value
  if (run?.state !== 'running') return
  try {
    const { ended } = await startRun(drive, {
      run,
      jobs: await readJobs(records, id),
      on: (event) => on({ type: 'run', run: id, event }),
    })
    beside(`run ${id}`, ended)
  } catch (error) {
    if (!isAysError(error, 'AYS_RUN_ACTIVE')) throw error
  }
}
