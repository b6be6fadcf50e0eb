import { AysError, formatAddress, type Records as Model } from '@ays/core'
import { type ActionGraph, buildActionGraph } from '../plan/action-graph.ts'
import type { GrowthSeeds } from '../plan/growth-seeds.ts'
import { type JobDraft, makeJobs } from '../plan/make-jobs.ts'
import { newJob } from '../plan/new-job.ts'
import { type ActionRef, addressOf, keyOf } from '../state/action-ref.ts'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import type { RunContext } from './run-context.ts'

/**
 * Jobs for what a commit made pending, with their claims, laid into the draft. None of them becomes a need
 * of a job that is there, so no circle can arise.
 */
export async function growRun(
  context: RunContext,
  draft: Draft,
  { must, may }: GrowthSeeds,
  by: Model.Job,
): Promise<Model.Job[]> {
  const isNew = (seed: ActionRef) => !findWaiting(context, seed)
  const wanted = must.filter(isNew)
  const others = may.filter(isNew)
  if (wanted.length + others.length === 0) return []
  const graph = await buildActionGraph(draft, [...wanted, ...others])
  const held = await findHeld(context, draft, graph)
  if (held.size === 0) return addJobs(context, draft, graph, by)
  const blocked = dependOn(graph, held)
  const lost = wanted.find((seed) => blocked.has(keyOf(seed)))
  if (lost) throw claimedError(lost)
  const free = others.filter((seed) => !blocked.has(keyOf(seed)))
  return addJobs(context, draft, await buildActionGraph(draft, [...wanted, ...free]), by)
}

function addJobs(
  context: RunContext,
  draft: Draft,
  graph: ActionGraph,
  by: Model.Job,
): Model.Job[] {
  const { jobs, gates } = makeJobs(graph)
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

/** Nodes of jobs whose service belongs to another run. */
async function findHeld(
  { records, claimed }: RunContext,
  draft: Draft,
  { nodes }: ActionGraph,
): Promise<Set<number>> {
  const free = [...nodes.entries()].filter(
    ([, { kind, address }]) => kind === 'job' && !claimed.has(formatAddress(address)),
  )
  const claims = await records.getMany(
    records.codecs.claim,
    free.map(([, { address }]) => keys.claim(address)),
  )
  const held = new Set<number>()
  for (const [at, [node, { address }]] of free.entries()) {
    if (claims[at]) held.add(node)
    else draft.changes.read(keys.claim(address), undefined)
  }
  return held
}

/** The actions that wait for one of these nodes, however far away, and the nodes themselves. */
function dependOn({ nodes, needs }: ActionGraph, held: ReadonlySet<number>): Set<string> {
  const dependants = needs.map((): number[] => [])
  needs.forEach((list, node) => list.forEach((need) => dependants[need]?.push(node)))
  const found = new Set(held)
  for (const node of found) for (const next of dependants[node] ?? []) found.add(next)
  return new Set([...found].flatMap((node) => (nodes[node] ? [keyOf(nodes[node])] : [])))
}

function claimedError({ address, action }: ActionRef): AysError {
  const text = `${formatAddress(address)} ${action} would change what belongs to another run now`
  return new AysError('AYS_CLAIMED', text, {
    hint: 'Try again when that run has ended: ays run list',
  })
}

function claim({ records, run, claimed }: RunContext, draft: Draft, { node }: JobDraft): void {
  if (claimed.has(formatAddress(node.address))) return
  draft.changes.put(keys.claim(addressOf(node.address)), records.codecs.claim, { run: run.id })
}
