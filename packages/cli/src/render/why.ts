import {
  describeReason,
  type Existence,
  type JobInfo,
  type Reason,
  type Wait,
  type WhyAction,
  type WhyReport,
} from '@ays/core'
import { renderDifferences } from './differences.ts'
import { renderJob } from './progress.ts'
import type { Screen } from './screen.ts'
import { paintStatus } from './services.ts'
import { formatTime, indent, wrap } from './text.ts'
import { renderWait } from './wait.ts'

/** Why a service is there, then why each of its actions is as it is. */
export function renderWhy({ service, uid, exists, actions }: WhyReport, screen: Screen): string {
  const { paint } = screen
  const head = [`${paint.bold(service)}  ${paint.dim(uid)}`, ...exists.map(renderExistence)]
  const parts = [head.join('\n'), ...actions.map((action) => renderAction(action, screen))]
  return wrap(parts.join('\n\n'), screen.width)
}

/** From the second on: the services for which the one before is there. */
function renderExistence(existence: Existence, at: number): string {
  const { service, at: created, who, command, run } = existence
  const name = at === 0 ? '' : `${service}: `
  const by = who === undefined ? '' : ` by ${who}, ${command}`
  const where = run === undefined ? '' : `, run ${run}`
  return `  ${name}${whence(existence)}; created ${formatTime(created)}${by}${where}`
}

function whence({ origin, blueprint, line, by, action, job }: Existence): string {
  if (origin === 'blueprint') return `declared in ${blueprint}:${line}`
  if (origin === 'auto') return `made for ${by}`
  return action === undefined ? `ensured by ${by}` : `ensured by ${by} ${action} (#${job})`
}

function renderAction(why: WhyAction, screen: Screen): string {
  const { paint } = screen
  const { action, status, reason, trail } = why
  const lines = [
    ...(reason ? [`because: ${tell(reason)}`] : []),
    ...trail.map((next) => `  ${next.service} ${next.action}: ${tell(next.reason)}`),
    ...renderDifferences(why, screen).map((line) => `  ${line}`),
    ...renderLast(why, screen),
    ...renderJobs(why, screen),
    ...why.waits.map((wait) => `${renderWait(wait)}${adviseOn(wait, why)}`),
  ]
  const head = `${paint.bold(action)}  ${paintStatus(status, screen)}`
  return [head, ...lines.map((line) => indent(line, '  '))].join('\n')
}

const HASH = 12

function tell(reason: Reason): string {
  const text = describeReason(reason)
  if (reason.kind === 'error') return `it failed before: ${text}`
  if (reason.kind !== 'code') return text
  return `${text}: ${reason.before.slice(0, HASH)} → ${reason.after.slice(0, HASH)}`
}

/** The job that did it last, unless that is all there is to tell of it. */
function renderLast({ last }: WhyAction, screen: Screen): string[] {
  if (last?.ended === undefined) return []
  return [`last: ${renderJob(last, screen)}, ${placeOf(last)}, ${formatTime(last.ended)}`]
}

function renderJobs({ job, cause, status }: WhyAction, screen: Screen): string[] {
  if (!job) return []
  if (job.state === 'skipped' || job.state === 'cancelled') {
    const root = cause ? [`  ${renderJob(cause, screen)}, ${placeOf(cause)}`] : []
    return [`left out of ${placeOf(job)}: ${job.reason}`, ...root]
  }
  const failed = job.error === undefined ? [] : [`failed before: ${job.error.message}`]
  return [`${status === 'running' ? 'runs in' : 'is in'} ${placeOf(job)}`, ...failed]
}

function placeOf({ run, number }: JobInfo): string {
  return `run ${run} #${number}`
}

/** What to do about a wait that nothing else ends. */
function adviseOn(wait: Wait, { job }: WhyAction): string {
  if (wait.kind === 'disabled') {
    return `: ays service set-state ${wait.service} ${wait.action} new`
  }
  if (wait.kind === 'run') return job ? `: ays run, or ays run retry ${job.run}` : ': ays run'
  return wait.kind === 'resume' && job ? `: ays run resume ${job.run}` : ''
}
