import { formatAddress, type Plan, type Records as Model } from '@ays/core'
import { isInstalled } from '../state/action-state.ts'
import { REVERSE_ACTIONS } from '../state/actor-view.ts'
import { addressOf } from '../state/action-ref.ts'
import { answersOf } from '../state/change-data.ts'
import type { Draft } from '../state/draft.ts'

/** Actions of installed consumers that follow only if a planned job changes its service's data. */
export async function findConditional(
  draft: Draft,
  jobs: readonly Model.Job[],
): Promise<Plan['ifChanged']> {
  const planned = new Set(jobs.map((job) => `${formatAddress(job)} ${job.action}`))
  const producers = new Map<string, Model.Job>()
  for (const job of jobs) {
    // Nothing can be installed on top of a service that is new.
    const old = REVERSE_ACTIONS.has(job.action) ? undefined : draft.before(addressOf(job))
    if (old && isInstalled(old)) producers.set(formatAddress(job), job)
  }
  await draft.loadConsumers([...producers.values()].map(addressOf))
  const result = []
  for (const [producer, job] of producers) {
    for (const consumer of await draft.consumersOf(addressOf(job))) {
      const actor = await draft.actor(consumer.actor)
      if (!actor || !isInstalled(consumer)) continue
      const service = formatAddress(consumer)
      for (const action of answersOf(actor, consumer, job)) {
        if (!planned.has(`${service} ${action}`)) result.push({ service, action, producer })
      }
    }
  }
  return result
}
