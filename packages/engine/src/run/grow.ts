import { AysError, formatAddress, type Records as Model } from '@ays/core'
import { buildActionGraph } from '../plan/action-graph.ts'
import { type JobDraft, makeJobs } from '../plan/make-jobs.ts'
import { type ActionRef, addressOf } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import { newJob } from '../plan/new-job.ts'
import type { RunContext } from './run-context.ts'

/**
 * Jobs for actions that a commit made pending, with their claims, laid into the draft. None of them
 * becomes a need of a job that is there, so no circle can arise. Actions of a service that another
 * run holds stay pending; AYS_CLAIMED instead when `must` says that they belong to this commit.
 */
export async function growRun(
  context: RunContext,
  draft: Draft,
  seeds: readonly ActionRef[],
  by: Model.Job,
  must: boolean,
): Promise<Model.Job[]> {
  const wanted = seeds.filter((seed) => !findWaiting(context, seed))
  if (wanted.length === 0) return []
  const { jobs, gates } = makeJobs(await buildActionGraph(draft, wanted))
  const held = await findHeld(context, draft, jobs)
  if (held !== undefined) {
    if (!must) return []
    throw new AysError('AYS_CLAIMED', `${held} belongs to another run now`, {
      hint: 'Try again when that run has ended: ays run list',
    })
  }
  const waiting = jobs.map(({ node }) => findWaiting(context, node))
  const numbers = waiting.map((job) => job?.number ?? context.state.nextNumber())
  const resolve = (need: number): number[] =>
    need < jobs.length ? [numbers[need] ?? 0] : (gates[need - jobs.length] ?? []).flatMap(resolve)
  return jobs.flatMap((job, at) => {
    if (waiting[at]) return []
    const others = context.state.openJobs(job.node.address).map(({ number }) => number)
    const needs = new Set([...job.needs.flatMap(resolve), ...others])
    needs.delete(by.number)
    claim(context, draft, job)
    return newJob(job, {
      number: numbers[at] ?? 0,
      needs: [...needs],
      step: by.step + 1 + job.step,
      grownBy: by.number,
      created: context.now(),
    })
  })
}

/** A job that is there and has not started: it sees everything that changed before it. */
function findWaiting({ state }: RunContext, { address, action }: ActionRef): Model.Job | undefined {
  return state.openJobs(address).find((job) => job.action === action && job.state === 'new')
}

async function findHeld(
  { records, claimed }: RunContext,
  draft: Draft,
  jobs: readonly JobDraft[],
): Promise<string | undefined> {
  const free = jobs
    .map(({ node }) => node.address)
    .filter((one) => !claimed.has(formatAddress(one)))
  const claims = await records.getMany(records.codecs.claim, free.map(keys.claim))
  const at = claims.findIndex((found) => found !== undefined)
  free.forEach((address, index) => draft.changes.read(keys.claim(address), claims[index]))
  const address = free[at]
  return address && formatAddress(address)
}

function claim({ records, run, claimed }: RunContext, draft: Draft, { node }: JobDraft): void {
  if (claimed.has(formatAddress(node.address))) return
  draft.changes.put(keys.claim(addressOf(node.address)), records.codecs.claim, { run: run.id })
}
