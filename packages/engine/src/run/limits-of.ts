import type { ActorView } from '../state/actor-view.ts'
import type { Limit } from './slots.ts'

/** What actor.yaml says of how many jobs run at once: of the template, and of its action. */
export function limitsOf(actor: ActorView | undefined, action: string): readonly Limit[] {
  if (!actor) return []
  const { name, record } = actor
  const own = actor.actions.get(action)?.options.concurrency
  return [
    ...(record.concurrency > 0 ? [{ name, most: record.concurrency }] : []),
    ...(own === undefined ? [] : [{ name: `${name} ${action}`, most: own }]),
  ]
}
