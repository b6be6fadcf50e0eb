import {
  AysError,
  formatAddress,
  isAysError,
  type RunOptions,
  type ServiceAddress,
} from '@ays/core'
import { addressOfKey, keys } from '../state/keys.ts'
import { followKeys } from '../state/follow-keys.ts'
import { type DriveTools, driveRun } from './drive-run.ts'
import { findRun, isInterrupted, readJobs } from './find-runs.ts'

/** Services that a commit could not have, because another run holds them; empty when it failed for another reason. */
export function claimsLost(conflict: AysError): ServiceAddress[] {
  return conflictsOf(conflict)
    .filter((key) => key.startsWith(keys.claims))
    .map(addressOfKey)
}

/** The keys that were not as the commit said. */
export function conflictsOf({ details: { conflicts } }: AysError): string[] {
  return Array.isArray(conflicts) ? conflicts.map(keyOf) : []
}

function keyOf(conflict: unknown): string {
  const hasKey = typeof conflict === 'object' && conflict !== null && 'key' in conflict
  return hasKey && typeof conflict.key === 'string' ? conflict.key : ''
}

/**
 * Resolves when the runs that hold these services have ended: who drives one is waited for, and one that
 * nobody drives is gone on with. Tells so.
 */
export async function awaitClaims(
  tools: DriveTools,
  services: readonly ServiceAddress[],
  { signal, on = () => undefined }: RunOptions,
): Promise<void> {
  const { records } = tools
  const claims = await records.getMany(records.codecs.claim, services.map(keys.claim))
  const holders = new Map<string, string[]>()
  for (const [at, service] of services.entries()) {
    const run = claims[at]?.value.run
    if (run !== undefined) holders.set(run, [...(holders.get(run) ?? []), formatAddress(service)])
  }
  const options = { ...(signal && { signal }), on }
  for (const [by, held] of holders) {
    await awaitRun(tools, by, options, (resumed) =>
      on({ type: 'held', by, services: held, resumed }),
    )
  }
}

async function awaitRun(
  tools: DriveTools,
  id: string,
  { signal = new AbortController().signal, on }: RunOptions,
  tell: (resumed: boolean) => void,
): Promise<void> {
  const { records } = tools
  let told: boolean | undefined
  const tellOnce = (resumed: boolean) => {
    if (told !== resumed) tell(resumed)
    told = resumed
  }
  for await (const _ of followKeys(records.store, keys.openRun(id), { signal })) {
    const run = await findRun(records, id)
    if (run.state !== 'running') return
    const interrupted = await isInterrupted(records.store, run)
    tellOnce(interrupted)
    if (!interrupted) continue
    const jobs = await readJobs(records, id)
    try {
      await driveRun(tools, { run, jobs, signal, ...(on && { on }) })
      return
    } catch (error) {
      if (!isAysError(error, 'AYS_RUN_ACTIVE')) throw error
    }
  }
  throw new AysError('AYS_CANCELLED', `the waiting for run ${id} was ended`, {
    cause: signal.reason,
  })
}
