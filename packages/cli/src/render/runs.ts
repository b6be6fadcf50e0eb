import {
  type ErrorData,
  formatDuration,
  type JobInfo,
  type LogLineInfo,
  type RunDetail,
  type RunInfo,
} from '@ays/core'
import { jobSymbol, renderJob } from './progress.ts'
import { countJobs } from './report.ts'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { count, formatTime, indent, truncate, wrap } from './text.ts'
import { renderWait } from './wait.ts'

/** A line for each run. */
export function renderRuns(runs: readonly RunInfo[], screen: Screen): string {
  if (runs.length === 0) return 'No runs yet.'
  const rows = runs.map((run) => [
    run.id,
    stateOf(run, screen),
    run.command,
    run.who,
    formatTime(run.created),
    tookOf(run),
    countJobs(run),
  ])
  return renderTable(['RUN', 'STATE', 'COMMAND', 'WHO', 'CREATED', 'TOOK', 'JOBS'], rows, screen)
}

/** More jobs than this are too many to read. */
const READABLE = 100
/** How many of the jobs that matter are shown then. */
const FEW = 20

/**
 * One run with its jobs by step; of a job that failed, the whole error. Of a long run only what failed and
 * what runs, unless all is asked for.
 */
export function renderRun(run: RunDetail, screen: Screen, all = false): string {
  const { paint } = screen
  const head = [
    `${paint.bold(run.id)}  ${stateOf(run, screen)}  ${run.command}`,
    paint.dim(
      `by ${run.who}, ${formatTime(run.created)}${run.ended ? `, took ${tookOf(run)}` : ''}`,
    ),
  ]
  const isLong = !all && run.steps.flat().length > READABLE
  const jobs = isLong ? renderWhatMatters(run, screen) : renderSteps(run, screen)
  const interrupted = run.interrupted ? [renderUndriven(run)] : []
  const lines = [...head, ...jobs, `${countJobs(run)}.`, ...interrupted]
  return wrap(lines.join('\n'), screen.width)
}

function renderSteps({ steps }: RunDetail, screen: Screen): string[] {
  return steps.flatMap((jobs, index) => [
    screen.paint.bold(`Step ${index + 1}`),
    ...jobs.map((job) => indent(renderWhole(job, screen), '  ')),
  ])
}

function renderWhatMatters({ id, steps }: RunDetail, screen: Screen): string[] {
  const jobs = steps.flat()
  const matter = ['error', 'running'].flatMap((state) => jobs.filter((job) => job.state === state))
  const shown = matter.slice(0, FEW).map((job) => indent(renderWhole(job, screen), '  '))
  const left = matter.length - shown.length
  return [
    ...shown,
    ...(left > 0 ? [screen.paint.dim(`  and ${left} more that failed or run`)] : []),
    `${count(jobs.length, 'job')} in ${count(steps.length, 'step')}; each of them: ays run show ${id} --all`,
  ]
}

/** What to do with a run that has not ended and that nobody drives. */
export function renderUndriven({ id }: RunInfo): string {
  return `Nobody drives this run: ays run resume ${id}, or ays run cancel ${id}`
}

/** The log in order of time, each line with the job that wrote it. */
export function renderLogs(lines: readonly LogLineInfo[], screen: Screen): string {
  const { paint } = screen
  return lines
    .map(({ at, job, severity, text }) => {
      const colour = { debug: paint.dim, info: plain, warn: paint.yellow, error: paint.red }[
        severity
      ]
      return `${paint.dim(`${formatTime(at)} #${job}`)} ${colour(text)}`
    })
    .join('\n')
}

function plain(text: string): string {
  return text
}

/** Of the lines below a job. */
const MARGIN = 6

function renderWhole(job: JobInfo, screen: Screen): string {
  const wait = job.waits === undefined ? '' : screen.paint.dim(`  ${renderWait(job.waits)}`)
  const line = `${screen.paint.dim(`#${job.number}`)} ${renderJob(job, screen)}${wait}`
  const where = job.error === undefined ? '' : whereOf(job.error)
  const lines = where.split('\n').map((text) => truncate(text, screen.width - MARGIN))
  return where === '' ? line : `${line}\n${screen.paint.dim(indent(lines.join('\n'), '    '))}`
}

/** The author's own lines around the failure; the stack where they are not known. */
function whereOf({ details = {}, cause }: ErrorData): string {
  const { file, line, source } = details
  if (!Array.isArray(source)) return cause?.stack ?? ''
  return [`${String(file)}:${String(line)}`, ...source.map(String)].join('\n').trimEnd()
}

function stateOf({ state, interrupted }: RunInfo, screen: Screen): string {
  if (interrupted) return screen.paint.yellow('interrupted')
  return `${jobSymbol(state, screen)} ${state}`
}

function tookOf({ started, ended }: RunInfo): string {
  return started === undefined || ended === undefined ? '' : formatDuration(ended - started)
}
