import type { Reason, Records as Model } from '@ays/core'
import { schedule } from '../state/action-state.ts'
import type { Draft } from '../state/draft.ts'
import type { Laid } from './lay-service.ts'

/** Every service that is new gets the goal of its actor scheduled. */
export async function scheduleGoals(draft: Draft, laid: ReadonlyMap<string, Laid>): Promise<void> {
  for (const [id, how] of laid) {
    const service = how === 'created' ? draft.changedService(id) : undefined
    const goal = service && (await draft.actor(service.actor))?.goal
    if (!service || goal === undefined) continue
    draft.set(schedule(service, goal, reasonOf(service)))
  }
}

function reasonOf({ blueprint, line, ensuredBy, madeFor, origin }: Model.Service): Reason {
  if (origin === 'ensured') return { kind: 'ensured', by: ensuredBy }
  if (origin === 'auto') return { kind: 'auto', for: madeFor }
  return { kind: 'declared', file: blueprint, line }
}
