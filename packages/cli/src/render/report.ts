import { type ApplyReport, formatDuration, type RunDetail, type RunInfo } from '@ays/core'
import { renderJob } from './progress.ts'
import type { Paint, Screen } from './screen.ts'
import { count, wrap } from './text.ts'

/** The last lines of an apply: what changed, how the run ended, how long it took. */
export function renderReport({ changes, run, took }: ApplyReport, screen: Screen): string {
  const { created, updated, deleted } = changes
  const changed = `${created} created, ${updated} updated, ${deleted} deleted`
  if (run) return renderEnd(run, `${changed}; ${countJobs(run)}`, took, screen)
  return `${screen.paint.green('Done')}: ${changed}, in ${formatDuration(took)}.`
}

/** The last lines of a run: how it ended, how long it took. */
export function renderRunEnd(run: RunDetail, screen: Screen): string {
  const { started = 0, ended = started } = run
  return renderEnd(run, countJobs(run), ended - started, screen)
}

/** Failures once more, where nothing else scrolls them away; then one line, and where to look. */
function renderEnd(run: RunDetail, what: string, took: number, screen: Screen): string {
  const failed = run.steps.flat().filter(({ state }) => state === 'error')
  const lines = failed.map((job) => renderJob(job, screen))
  lines.push(`${endOf(run, screen.paint)}: ${what}, in ${formatDuration(took)}.`)
  if (run.state !== 'ok') lines.push(`See ays run show ${run.id}, ays run logs ${run.id}.`)
  return wrap(lines.join('\n'), screen.width)
}

function endOf({ state }: RunInfo, paint: Paint): string {
  return {
    ok: paint.green('Done'),
    error: paint.red('Failed'),
    cancelled: paint.yellow('Cancelled'),
    new: paint.yellow('Not started'),
    running: paint.yellow('Still running'),
  }[state]
}

/** `7 jobs ok, 1 failed, 2 skipped`; what there is none of is left out. */
export function countJobs({ jobs }: RunInfo): string {
  const { ok, error, skipped, cancelled, running } = jobs
  const pending = jobs.new
  const others = [
    error && `${error} failed`,
    skipped && `${skipped} skipped`,
    cancelled && `${cancelled} cancelled`,
    running && `${running} running`,
    pending && `${pending} not started`,
  ]
  return [`${count(ok, 'job')} ok`, ...others].filter(Boolean).join(', ')
}
