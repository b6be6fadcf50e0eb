import type { Records as Model } from '@ays/core'
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

function reasonOf({ blueprint, line, ensuredBy, origin }: Model.Service): string {
  if (origin === 'ensured') return `ensured by ${ensuredBy}`
  return origin === 'auto' ? 'made for a link' : `declared in ${blueprint}:${line}`
}
