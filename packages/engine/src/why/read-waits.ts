import { formatAddress, parseAddress, type Records as Model, type Wait } from '@ays/core'
import { readJobs } from '../api/find-runs.ts'
import { readJobWaits } from '../api/read-job-waits.ts'
import { isPending, statusOf } from '../state/action-state.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { LeftOut } from './find-left-out.ts'
import type { Holder } from './read-holder.ts'

type Job = Model.Job

/** An action, and what runs have to do with it. */
export interface Situation {
  readonly state: Model.ActionState
  readonly holder: Holder | undefined
  /** Of the holder, for the action. */
  readonly open: Job | undefined
  readonly left: LeftOut | undefined
}

/** What has to happen before an action is done; nothing for one that is at rest or running. */
export async function readWaits(
  records: Records,
  { state, holder, open, left }: Situation,
): Promise<Wait[]> {
  if (holder && open) return open.state === 'running' ? [] : waitsOfJob(records, holder, open)
  if (!isPending(state)) return []
  if (holder) {
    const claim = { kind: 'claim', run: holder.run.id } as const
    return holder.interrupted ? [claim, { kind: 'resume' }] : [claim]
  }
  return [(await findDisabled(records, left)) ?? { kind: 'run' }]
}

async function waitsOfJob(
  records: Records,
  { run, interrupted }: Holder,
  job: Job,
): Promise<Wait[]> {
  const needs = await readNeeds(records, run, job)
  const explain = async (jobs: readonly Job[]) =>
    (await readJobWaits(records, { run, interrupted, jobs })).get(job.number)
  const first = await explain([...needs, job])
  // What fills a limit only all of its jobs tell.
  const wait = first?.kind === 'limit' ? await explain(await readJobs(records, run.id)) : first
  if (wait?.kind !== 'jobs') return wait ? [wait] : []
  return needs
    .filter(({ number }) => wait.jobs.includes(number))
    .map(({ number, action, state, ...service }) => ({
      kind: 'job',
      service: formatAddress(service),
      action,
      job: number,
      state,
    }))
}

/** The jobs that one needs, also those behind points that only order. */
async function readNeeds(
  records: Records,
  { id, jobs: planned, gates }: Model.Run,
  job: Job,
): Promise<Job[]> {
  const numbers = new Set(job.needs)
  for (const number of numbers) {
    for (const need of gates[number - planned]?.needs ?? []) numbers.add(need)
  }
  const isGate = (number: number) => gates[number - planned] !== undefined
  const list = [...numbers].filter((number) => !isGate(number))
  const stored = await records.getMany(
    records.codecs.job,
    list.map((number) => keys.job(id, number)),
  )
  return stored.flatMap((one) => one?.value ?? [])
}

/** The disabled action for which the last run left it out, when it is still disabled. */
async function findDisabled(
  records: Records,
  left: LeftOut | undefined,
): Promise<Wait | undefined> {
  const because = (left?.cause ?? left?.job)?.because
  if (because?.kind !== 'disabled') return undefined
  const { service, action } = because
  const stored = await records.service(parseAddress(service))
  const isDisabled = stored && statusOf(stored.value, action) === 'disabled'
  return isDisabled ? { kind: 'disabled', service, action } : undefined
}
