import type { JobWait, Records as Model } from '@ays/core'
import { explainWaits, type RunningRun } from '../run/explain-waits.ts'
import { limitsOf } from '../run/limits-of.ts'
import { viewActor } from '../state/actor-view.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findOpen, isInterrupted, readJobs } from './find-runs.ts'

type Job = Model.Job

/** Why each of these jobs of a run under way that has not started does not run, by its number. */
export async function readJobWaits(
  records: Records,
  { run, jobs, interrupted }: Pick<RunningRun, 'run' | 'jobs' | 'interrupted'>,
): Promise<Map<number, JobWait>> {
  const actors = await readActors(records, jobs)
  const isLimited = ({ actor, action, state }: Job) =>
    state === 'new' && limitsOf(actors.get(actor), action).length > 0
  const others = jobs.some(isLimited) ? await readOthers(records, run) : []
  return explainWaits({ run, jobs, interrupted, now: Date.now(), actors, others })
}

async function readActors(records: Records, jobs: readonly Job[]) {
  const names = [...new Set(jobs.map(({ actor }) => actor))]
  const stored = await records.getMany(records.codecs.actor, names.map(keys.actor))
  return new Map(stored.flatMap((one) => (one ? [[one.value.name, viewActor(one.value)]] : [])))
}

/** What runs in other runs at this moment. */
async function readOthers(records: Records, { id }: Model.Run): Promise<Job[]> {
  const running: Job[] = []
  for (const run of await findOpen(records)) {
    if (run.id === id || (await isInterrupted(records.store, run))) continue
    const jobs = await readJobs(records, run.id)
    running.push(...jobs.filter(({ state }) => state === 'running'))
  }
  return running
}
