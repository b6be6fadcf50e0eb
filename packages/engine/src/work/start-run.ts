import { type DrivenRun, type DriveRequest, type DriveTools, driveRun } from '../api/drive-run.ts'

/** A run under way: rejects when the store fails, or another process drives it. */
export interface StartedRun {
  readonly ended: Promise<DrivenRun>
}

/**
 * Drives a run; resolves as soon as this process has its lease and what makes the run is committed. AYS_RUN_ACTIVE,
 * AYS_STORE_CONFLICT as driveRun().
 */
export async function startRun(
  tools: DriveTools,
  request: Omit<DriveRequest, 'committed'>,
): Promise<StartedRun> {
  return new Promise((resolve, reject) => {
    const ended: Promise<DrivenRun> = driveRun(tools, {
      ...request,
      committed: async () => resolve({ ended }),
    })
    ended.catch(reject)
  })
}
