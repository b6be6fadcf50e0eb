import {
  type ErrorData,
  formatDuration,
  type JobInfo,
  type JobState,
  type RunEvent,
} from '@ays/core'
import type { RunningJob, RunTracker } from '../progress/run-tracker.ts'
import type { Screen } from './screen.ts'
import { truncate } from './text.ts'

const BAR = 20
const SYMBOL: Readonly<Record<JobState, string>> = {
  new: '·',
  running: '▸',
  ok: '✓',
  error: '✗',
  skipped: '↷',
  cancelled: '■',
}

/** The sign of a job's state, in its colour. */
export function jobSymbol(state: JobState, { paint }: Screen): string {
  const colour = {
    new: paint.dim,
    running: paint.cyan,
    ok: paint.green,
    error: paint.red,
    skipped: paint.yellow,
    cancelled: paint.yellow,
  }
  return colour[state](SYMBOL[state])
}

/** One line for a job: what became of it, how long it took, and why when it is not ok. */
export function renderJob(job: JobInfo, screen: Screen): string {
  const { service, action, state, started, ended, attempt } = job
  const { paint } = screen
  const took = started === undefined || ended === undefined ? '' : formatDuration(ended - started)
  const tries = attempt > 1 ? `try ${attempt}` : ''
  const notes = [took, tries].filter(Boolean).map((note) => paint.dim(`  ${note}`))
  const why = reasonOf(job)
  const tail = why === undefined ? '' : `  ${why}`
  return `${jobSymbol(state, screen)} ${service} ${action}${notes.join('')}${tail}`
}

/** Where a job waits for a debugger. */
export function renderInspector(who: string, url: string): string {
  return `${who} waits for a debugger: ${url}`
}

/** Why a job is not ok, on one line; undefined when there is nothing to explain. */
function reasonOf({ state, error, reason }: JobInfo): string | undefined {
  if (state === 'error') return firstLine(error ? messageOf(error) : 'failed')
  return state === 'skipped' ? firstLine(reason) : undefined
}

/** The words of the author, unless something else ended the action: a deadline, a cancel, a crash. */
function messageOf({ code, message, cause }: ErrorData): string {
  return code === 'AYS_JOB_FAILED' ? (cause?.message ?? message) : message
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}

/** Which run comes first, and why. */
export function renderHeld({
  by,
  services,
  resumed,
}: Extract<RunEvent, { readonly type: 'held' }>): string {
  const more = services.length > 3 ? ` and ${services.length - 3} more` : ''
  const what = `run ${by}, which holds ${services.slice(0, 3).join(', ')}${more}`
  return resumed ? `Going on with ${what}: nobody drives it.` : `Waiting for ${what}.`
}

/** The moving part of the live view: the running jobs, then a bar with the counts. */
export function renderFrame(
  tracker: RunTracker,
  elapsed: number,
  now: number,
  screen: Screen,
): string {
  return [renderRunning(tracker.running, now, screen), renderStatus(tracker, elapsed, screen)]
    .filter(Boolean)
    .join('\n')
}

const MOST_ROWS = 8

function renderRunning(running: readonly RunningJob[], now: number, screen: Screen): string {
  const rows = running.slice(0, MOST_ROWS).map((job) => renderRunningJob(job, now, screen))
  const more = running.length - rows.length
  if (more > 0) rows.push(screen.paint.dim(`  and ${more} more`))
  return rows.join('\n')
}

function renderRunningJob(running: RunningJob, now: number, screen: Screen): string {
  const { job, since, fraction, text } = running
  const percent = fraction === undefined ? '' : `  ${Math.round(fraction * 100)}%`
  const words = text ? `  ${text}` : ''
  const line = `${job.service} ${job.action}  ${formatDuration(now - since)}${percent}${words}`
  return `${jobSymbol('running', screen)} ${truncate(line, screen.width - 2)}`
}

/** `4/12 jobs, 2 running, 1 failed, 3.2s`, with a bar where there is room. */
function renderStatus(tracker: RunTracker, elapsed: number, { paint, width }: Screen): string {
  const { total, ended, failed, running } = tracker
  const counts = [
    `${ended}/${total} jobs`,
    ...(running.length > 0 ? [`${running.length} running`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    formatDuration(elapsed),
  ].join(', ')
  if (width < counts.length + BAR + 3) return truncate(counts, width)
  const filled = total === 0 ? 0 : Math.round((ended / total) * BAR)
  const bar = '━'.repeat(filled)
  return `${(failed > 0 ? paint.red : paint.green)(bar)}${paint.dim('─'.repeat(BAR - filled))} ${counts}`
}
