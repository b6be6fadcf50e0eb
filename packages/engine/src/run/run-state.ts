import { formatAddress, type JobState, type Records as Model } from '@ays/core'

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
  readonly #openOfService = new Map<string, Set<number>>()
  readonly #ready: number[] = []
  #next: number

  constructor(
    planned: number,
    gates: readonly { readonly needs: readonly number[] }[],
    jobs: readonly Job[],
  ) {
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

  /** Takes up to `limit` jobs whose needs are met. */
  takeReady(limit: number): Job[] {
    const taken: Job[] = []
    while (taken.length < limit && this.#ready.length > 0) {
      const job = this.jobs.get(this.#ready.shift() ?? -1)
      if (job?.state === 'new') taken.push(job)
    }
    return taken
  }

  update(job: Job): void {
    this.jobs.set(job.number, job)
  }

  /** Back into the queue: its needs were met already. */
  requeue(job: Job): void {
    this.jobs.set(job.number, job)
    this.#ready.push(job.number)
  }

  /** Adds a job that another one's commit brought. */
  add(job: Job): void {
    this.jobs.set(job.number, job)
    this.#open(job)
    const open = job.needs.filter((need) => this.#isOpen(need))
    this.#link(job.number, open)
    if (open.length === 0) this.#release(job.number)
  }

  /** The job has ended; what waited only for it becomes ready when it ended well. */
  finish(job: Job): void {
    this.jobs.set(job.number, job)
    this.#openOfService.get(formatAddress(job))?.delete(job.number)
    if (job.state === 'ok') this.#satisfy(job.number)
  }

  /** Every job that can no longer start once this one has failed, each once. */
  doomedBy(number: number): Job[] {
    const doomed = new Map<number, Job>()
    const stack = [number]
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
  openJobs(service: { readonly role: string; readonly name: string }): Job[] {
    const numbers = this.#openOfService.get(formatAddress(service)) ?? []
    return [...numbers].flatMap((number) => this.jobs.get(number) ?? [])
  }

  unfinished(): Job[] {
    return [...this.jobs.values()].filter(({ state }) => !isFinal(state))
  }

  #isOpen(number: number): boolean {
    const job = this.jobs.get(number)
    return job !== undefined && !isFinal(job.state)
  }

  #open(job: Job): void {
    const id = formatAddress(job)
    const open = this.#openOfService.get(id) ?? new Set<number>()
    this.#openOfService.set(id, open.add(job.number))
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
    else if (this.jobs.get(node)?.state === 'new') this.#ready.push(node)
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
