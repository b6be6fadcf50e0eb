import type { JobState, RunState } from '@ays/core'
import type { Graph } from './graphs.ts'

/** How one run is made to go. */
export interface Scenario {
  readonly graph: Graph
  /** Nodes whose job fails. */
  readonly fails: ReadonlySet<number>
  /** Cancelled after so many jobs have ended; never when undefined. */
  readonly cancelAfter?: number
  /** On cancel, what runs throws; otherwise it takes no notice. */
  readonly heeds: boolean
  /** At most so many jobs at once. */
  readonly parallel: number
}

/**
 * What must become of a run, worked out from the design and from nothing of the engine: told what starts
 * and what ends, it says what may start, and at the end what every job and the run must be.
 */
export class RunModel {
  readonly #scenario: Scenario
  readonly #states: JobState[]
  #cancelled = false

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.#states = scenario.graph.map(() => 'new')
  }

  get states(): readonly JobState[] {
    return this.#states
  }

  get running(): number[] {
    return this.#in('running')
  }

  /** How many must be running once the run has settled. */
  get mustRun(): number {
    const { parallel } = this.#scenario
    return Math.min(parallel, this.running.length + this.#startable().length)
  }

  /** False when the job may not start now. */
  start(node: number): boolean {
    if (!this.#startable().includes(node)) return false
    if (this.running.length >= this.#scenario.parallel) return false
    this.#states[node] = 'running'
    return true
  }

  /** Whether the job ends well. */
  end(node: number): boolean {
    const { fails, heeds } = this.#scenario
    const ok = !fails.has(node) && !(this.#cancelled && heeds)
    this.#states[node] = ok ? 'ok' : 'error'
    if (!ok) this.#skipBehind()
    return ok
  }

  cancel(): void {
    this.#cancelled = true
  }

  /** How the run must have ended: what never started is cancelled now. */
  over(): RunState {
    const left = this.#in('new')
    for (const node of left) this.#states[node] = 'cancelled'
    const failed = this.#in('error').length
    if (this.#cancelled && left.length + failed > 0) return 'cancelled'
    return failed > 0 ? 'error' : 'ok'
  }

  #startable(): number[] {
    if (this.#cancelled) return []
    return this.#in('new').filter((node) =>
      (this.#scenario.graph[node] ?? []).every((need) => this.#states[need] === 'ok'),
    )
  }

  #skipBehind(): void {
    const { graph } = this.#scenario
    for (const [node, needs] of graph.entries()) {
      const behind = needs.some((need) => isLost(this.#states[need]))
      if (behind && this.#states[node] === 'new') this.#states[node] = 'skipped'
    }
  }

  #in(state: JobState): number[] {
    return this.#states.flatMap((now, node) => (now === state ? [node] : []))
  }
}

function isLost(state: JobState | undefined): boolean {
  return state === 'error' || state === 'skipped'
}
