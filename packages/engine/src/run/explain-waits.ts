import type { JobWait, Records as Model } from '@ays/core'
import type { ActorView } from '../state/actor-view.ts'
import { limitsOf } from './limits-of.ts'

type Job = Model.Job

/** A run under way as it is stored. */
export interface RunningRun {
  readonly run: Model.Run
  readonly jobs: readonly Job[]
  readonly interrupted: boolean
  readonly now: number
  readonly actors: ReadonlyMap<string, ActorView>
  /** Jobs of other runs that are running: limits of templates hold over all of them. */
  readonly others: readonly Job[]
}

/** How many of the jobs that one waits for are named. */
const FEW = 5

/** Why each job that has not started does not run, by its number. */
export function explainWaits({
  run,
  jobs,
  interrupted,
  now,
  actors,
  others,
}: RunningRun): Map<number, JobWait> {
  const openNeeds = findOpenNeeds(run, jobs)
  const running = jobs.filter(({ state }) => state === 'running')
  const inFlight = new Map<string, number>()
  const limits = (job: Job) => limitsOf(actors.get(job.actor), job.action)
  for (const { name } of [...running, ...others].flatMap(limits)) {
    inFlight.set(name, (inFlight.get(name) ?? 0) + 1)
  }
  const explain = (job: Job): JobWait => {
    if (interrupted) return { kind: 'resume' }
    const needs = openNeeds(job.needs)
    if (needs.length > 0) return { kind: 'jobs', jobs: needs }
    if (job.retryAt > now) return { kind: 'retry', until: job.retryAt }
    const full = limits(job).find(({ name, most }) => (inFlight.get(name) ?? 0) >= most)
    if (full) return { kind: 'concurrency', of: full.name, most: full.most }
    return { kind: 'limit', running: running.length }
  }
  const waiting = jobs.filter(({ state }) => state === 'new')
  return new Map(waiting.map((job) => [job.number, explain(job)]))
}

/** The first few jobs behind a list of needs that have not ended well; gates are looked into once. */
function findOpenNeeds(
  { jobs: planned, gates }: Model.Run,
  jobs: readonly Job[],
): (needs: readonly number[]) => number[] {
  const byNumber = new Map(jobs.map((job) => [job.number, job]))
  const behind = new Map<number, number[]>()
  const ofGate = (gate: number): number[] => {
    const known = behind.get(gate)
    if (known) return known
    const found = resolve(gates[gate - planned]?.needs ?? [])
    behind.set(gate, found)
    return found
  }
  const resolve = (needs: readonly number[]): number[] => {
    const found = new Set<number>()
    for (const need of needs) {
      const job = byNumber.get(need)
      if (job === undefined) for (const one of ofGate(need)) found.add(one)
      else if (job.state !== 'ok') found.add(need)
      if (found.size >= FEW) break
    }
    return [...found].slice(0, FEW)
  }
  return resolve
}
