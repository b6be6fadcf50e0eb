import type { JobState, Records as Model, ServiceAddress } from '@ays/core'
import { AddressMap } from '../state/address-map.ts'
import { ReadyQueue } from './ready-queue.ts'
import type { Limit } from './slots.ts'

type Job = Model.Job

const FINAL: ReadonlySet<JobState> = new Set(['ok', 'error', 'skipped', 'cancelled'])

function isFinal(state: JobState): boolean {
  return FINAL.has(state)
}

/** Which jobs of one run may start now. Pure bookkeeping: no store, no clock. */
export class RunState {
  readonly jobs = new Map<number, Job>()
  readonly #waiting = new Map<number, number>()
  readonly #dependants = new Map<number, number[]>()
  readonly #gates = new Set<number>()
  readonly #openOfService = new AddressMap<number[]>()
  readonly #ready = new ReadyQueue()
  /** Their needs are met, and their next try is not due. */
  readonly #delayed = new Set<number>()
  readonly #limitsOf: (job: Job) => readonly Limit[]
  #next: number

  constructor(
    planned: number,
    gates: readonly { readonly needs: readonly number[] }[],
    jobs: readonly Job[],
    limitsOf: (job: Job) => readonly Limit[] = () => [],
  ) {
    this.#limitsOf = limitsOf
    this.#next = planned + gates.length
    const finished: number[] = []
    gates.forEach(({ needs }, at) => {
      this.#gates.add(planned + at)
      this.#link(planned + at, needs)
    })
    for (const job of jobs) {
      this.#next = Math.max(this.#next, job.number + 1)
      this.jobs.set(job.number, job)
      this.#link(job.number, job.needs)
      if (job.state === 'ok') finished.push(job.number)
      if (!isFinal(job.state)) this.#open(job)
    }
    const roots = [...this.#waiting].filter(([, count]) => count === 0)
    for (const [node] of roots) this.#release(node)
    for (const number of finished) this.#satisfy(number)
  }

  /** A number that no job and no gate has. */
  nextNumber(): number {
    return this.#next++
  }

  /** No job may start, now or later, before another one has ended. */
  get idle(): boolean {
    return this.#ready.size === 0 && this.#delayed.size === 0
  }

  /** When the next delayed job is due; undefined when there is none. */
  get nextTry(): number | undefined {
    let next: number | undefined
    for (const number of this.#delayed) {
      const { retryAt = 0 } = this.jobs.get(number) ?? {}
      next = Math.min(next ?? retryAt, retryAt)
    }
    return next
  }

  /** Takes up to `room` jobs whose needs are met, that are due, and for whose limits `take` gets places. */
  takeReady(room: number, now: number, take: (limits: readonly Limit[]) => boolean): Job[] {
    for (const number of this.#delayed) {
      const job = this.jobs.get(number)
      if (!job || job.retryAt > now) continue
      this.#delayed.delete(number)
      this.#ready.push(number, this.#limitsOf(job))
    }
    const taken: Job[] = []
    while (taken.length < room) {
      const number = this.#ready.shift(take)
      if (number === undefined) break
      const job = this.jobs.get(number)
      if (job) taken.push(job)
    }
    return taken
  }

  update(job: Job): void {
    this.jobs.set(job.number, job)
  }

  /** Back into the queue: its needs were met already. */
  requeue(job: Job): void {
    this.jobs.set(job.number, job)
    this.#queue(job)
  }

  /** Adds a job that another one's commit brought. */
  add(job: Job): void {
    this.jobs.set(job.number, job)
    this.#open(job)
    const open = job.needs.filter((need) => this.jobs.get(need)?.state !== 'ok')
    this.#link(job.number, open)
    if (open.length === 0) this.#release(job.number)
  }

  /** What this job needs and can no longer have; undefined when it may still start. */
  failedNeed(job: Job): Job | undefined {
    const needs = job.needs.flatMap((need) => this.jobs.get(need) ?? [])
    return needs.find(({ state }) => isFinal(state) && state !== 'ok')
  }

  /** The job has ended; what waited only for it becomes ready when it ended well. */
  finish(job: Job): void {
    this.jobs.set(job.number, job)
    this.#close(job)
    if (job.state === 'ok') this.#satisfy(job.number)
  }

  /** Every job that can no longer start once these have failed, each once. */
  doomedBy(failed: readonly Job[]): Job[] {
    const doomed = new Map<number, Job>()
    const stack = failed.map(({ number }) => number)
    const seen = new Set(stack)
    while (stack.length > 0) {
      for (const next of this.#dependants.get(stack.pop() ?? -1) ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        stack.push(next)
        const job = this.jobs.get(next)
        if (job?.state === 'new') doomed.set(next, job)
      }
    }
    return [...doomed.values()]
  }

  /** Jobs of a service that have not ended. */
  openJobs(service: ServiceAddress): Job[] {
    const numbers = this.#openOfService.get(service) ?? []
    return numbers.flatMap((number) => this.jobs.get(number) ?? [])
  }

  unfinished(): Job[] {
    return [...this.jobs.values()].filter(({ state }) => !isFinal(state))
  }

  #open(job: Job): void {
    const open = this.#openOfService.get(job)
    if (open) open.push(job.number)
    else this.#openOfService.set(job, [job.number])
  }

  #close(job: Job): void {
    const open = this.#openOfService.get(job)
    const at = open?.indexOf(job.number) ?? -1
    if (at >= 0) open?.splice(at, 1)
  }

  #link(node: number, needs: readonly number[]): void {
    this.#waiting.set(node, needs.length)
    for (const need of needs) {
      const list = this.#dependants.get(need)
      if (list) list.push(node)
      else this.#dependants.set(need, [node])
    }
  }

  /** The node's needs are met: a gate opens at once, a job queues. */
  #release(node: number): void {
    if (this.#gates.has(node)) this.#satisfy(node)
    else this.#queue(this.jobs.get(node))
  }

  #queue(job: Job | undefined): void {
    if (job?.state !== 'new') return
    if (job.retryAt > 0) this.#delayed.add(job.number)
    else this.#ready.push(job.number, this.#limitsOf(job))
  }

  #satisfy(from: number): void {
    const stack = [from]
    while (stack.length > 0) {
      for (const next of this.#dependants.get(stack.pop() ?? -1) ?? []) {
        const left = (this.#waiting.get(next) ?? 1) - 1
        this.#waiting.set(next, left)
        if (left > 0) continue
        if (this.#gates.has(next)) stack.push(next)
        else this.#release(next)
      }
    }
  }
}
