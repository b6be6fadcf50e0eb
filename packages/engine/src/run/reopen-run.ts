import { formatAddress, type Reason, type Records as Model } from '@ays/core'
import { statusOf } from '../state/action-state.ts'
import type { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { claimServices } from './claim-services.ts'
import { putJobs } from './put-jobs.ts'

type Job = Model.Job

/** A run that goes on after it had ended. */
export interface ReopenedRun {
  readonly run: Model.Run
  readonly jobs: readonly Job[]
}

/**
 * Lays into the draft's change set a run that has ended, as one under way: what was not ok is to do again,
 * with the code that its actor has now, unless another run has done it meanwhile. Its services are claimed.
 */
export async function reopenRun(
  draft: Draft,
  run: Model.Run,
  stored: readonly Job[],
): Promise<ReopenedRun> {
  const { changes, records } = draft
  const left = stored.filter(({ state }) => state !== 'ok')
  await draft.load(left)
  const jobs = new Map(stored.map((job) => [job.number, job]))
  for (const job of left) jobs.set(job.number, await reopenJob(draft, run, job))
  const reopened = { ...run, state: 'running' as const, ended: 0, counts: [] }
  changes.put(keys.run(run.id), records.codecs.run, reopened)
  changes.mark(keys.openRun(run.id))
  changes.delete(keys.cancel(run.id))
  putJobs(
    { run, records },
    changes,
    left.flatMap(({ number }) => jobs.get(number) ?? []),
  )
  const all = [...jobs.values()]
  const open = all.filter(({ state }) => state === 'new')
  claimServices(changes, records, run.id, open)
  return { run: reopened, jobs: all }
}

async function reopenJob(draft: Draft, run: Model.Run, job: Job): Promise<Job> {
  const service = draft.get(job)
  if (!service || service.uid !== job.uid) {
    return settled(job, 'skipped', {
      kind: 'other',
      text: `${formatAddress(job)} is not there any more`,
    })
  }
  const state = service.actions.find(({ name }) => name === job.action)
  if (state?.status === 'ok' && state.run !== run.id && state.lastRun >= job.created) {
    return settled(job, 'ok', { kind: 'other', text: `run ${state.run} did it meanwhile` })
  }
  if (statusOf(service, job.action) === 'disabled') {
    return settled(job, 'skipped', {
      kind: 'disabled',
      service: formatAddress(job),
      action: job.action,
    })
  }
  const actor = await draft.actor(service.actor)
  const code = actor?.actions.get(job.action)?.code ?? job.code
  const fresh = { code, started: 0, ended: 0, errorJson: '', retryAt: 0, failures: 0 }
  return { ...job, ...fresh, state: 'new' }
}

function settled(job: Job, state: 'ok' | 'skipped', reason: Reason): Job {
  return { ...job, state, reasonJson: formatJson(reason) }
}
