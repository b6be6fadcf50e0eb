import { createHash } from 'node:crypto'
import type { Records as Model, Recurring } from '@ays/core'
import { statusOf } from '../state/action-state.ts'
import { type ActorView, needsOf } from '../state/actor-view.ts'
import { cronAfter } from './cron.ts'

type Service = Model.Service

/** How an action of a service recurs: as its blueprint says, else its template; undefined when it does not. */
export function recurrenceOf(
  service: Service,
  actor: ActorView,
  action: string,
): Recurring | undefined {
  const said = actor.recurring.find((recurring) => recurring.action === action)
  const period = service.actions.find(({ name }) => name === action)?.period ?? 0
  if (period === 0) return said
  const { cron: _, timezone: __, ...rest } = said ?? { action, log: true }
  return { ...rest, period }
}

/** True when an action may recur now: it is not disabled, nothing is paused, and what it needs before it is ok. */
export function mayRecur(service: Service, actor: ActorView, action: string): boolean {
  const status = statusOf(service, action)
  if (service.paused || status === undefined || status === 'disabled') return false
  return isMet(service, actor, action)
}

/** A need that the template does not export is met when what that needs is. */
function isMet(service: Service, actor: ActorView, action: string): boolean {
  return needsOf(actor, action)
    .filter(({ of, pulls }) => of === 'self' && pulls)
    .every((need) => {
      const status = statusOf(service, need.action)
      return status === undefined ? isMet(service, actor, need.action) : status === 'ok'
    })
}

/** When an action that begins to recur does so first; 0: never. */
export function firstDue(recurring: Recurring, { uid }: Service, now: number): number {
  const late = delayOf(recurring, uid)
  if (recurring.period !== undefined) return Math.round(now + recurring.period + late)
  return nextCron(recurring, late, now)
}

/** The next of its times after another one, which was due then; 0: never. Keeps the pace: nothing adds up. */
export function dueAfter(
  recurring: Recurring,
  { uid }: Service,
  due: number,
  after: number,
): number {
  const { period } = recurring
  if (period === undefined) return nextCron(recurring, delayOf(recurring, uid), after)
  const passed = Math.max(0, Math.floor((after - due) / period))
  return due + (passed + 1) * period
}

function nextCron({ cron, timezone }: Recurring, late: number, after: number): number {
  const next = cron === undefined ? undefined : cronAfter(cron, timezone, after - late)
  return next === undefined ? 0 : Math.round(next + late)
}

/** The same for as long as the service lives, so that many are spread and each keeps its pace. */
function delayOf({ action, jitter = 0 }: Recurring, uid: string): number {
  if (jitter === 0) return 0
  const hash = createHash('sha256').update(`${uid} ${action}`).digest().readUInt32BE(0)
  return (hash / 2 ** 32) * jitter
}
