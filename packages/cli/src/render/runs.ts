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
import { formatTime, indent } from './text.ts'

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

/** One run with its jobs by step; of a job that failed, the whole error. */
export function renderRun(run: RunDetail, screen: Screen): string {
  const { paint } = screen
  const head = [
    `${paint.bold(run.id)}  ${stateOf(run, screen)}  ${run.command}`,
    paint.dim(
      `by ${run.who}, ${formatTime(run.created)}${run.ended ? `, took ${tookOf(run)}` : ''}`,
    ),
  ]
  const steps = run.steps.map((jobs, index) =>
    [
      paint.bold(`Step ${index + 1}`),
      ...jobs.map((job) => indent(renderWhole(job, screen), '  ')),
    ].join('\n'),
  )
  const interrupted = run.interrupted ? [renderUndriven(run)] : []
  return [...head, ...steps, `${countJobs(run)}.`, ...interrupted].join('\n')
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

function renderWhole(job: JobInfo, screen: Screen): string {
  const line = `${screen.paint.dim(`#${job.number}`)} ${renderJob(job, screen)}`
  const where = job.error === undefined ? '' : whereOf(job.error)
  return where === '' ? line : `${line}\n${screen.paint.dim(indent(where, '    '))}`
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
