import type { RunInfo } from '@ays/core'
import { defined } from '../defined.ts'
import { meanwhile } from '../meanwhile.ts'
import type { Talk } from '../talk.ts'

/** The states that runs can be looked for by. */
export const RUN_STATES = ['running', 'interrupted', 'ok', 'error', 'cancelled'] as const

/** How many runs are listed where nobody says. */
export const RUN_LIMIT = 20

export interface ListRunsFlags {
  readonly state?: readonly (typeof RUN_STATES)[number][] | undefined
  readonly before?: string | undefined
  readonly limit: number
}

/** `ays run list`. */
export async function listRuns(
  { api, options, screen, log }: Talk,
  { state: states, before, limit }: ListRunsFlags,
): Promise<RunInfo[]> {
  const [runs, { renderRuns }] = await Promise.all([
    api.listRuns({ limit, ...defined({ states, before }) }, options),
    meanwhile(() => import('../render/runs.ts')),
  ])
  log(renderRuns(runs, screen))
  return runs
}
