import { FIRST_STEPS, type NextStep } from '../standing/next-steps.ts'
import type { Standing } from '../standing/read-standing.ts'
import { jobSymbol } from './progress.ts'
import { countJobs } from './report.ts'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { count, formatTime, wrap } from './text.ts'

/** How things stand, and what to do next. */
export function renderStanding(
  standing: Standing,
  next: readonly NextStep[],
  screen: Screen,
): string {
  const { folder, templates, blueprints, services, newest, daemon } = standing
  const has = [
    count(services, 'service'),
    count(templates, 'template'),
    count(blueprints, 'blueprint'),
    daemon ? 'a daemon' : 'no daemon',
  ]
  const lines = [screen.paint.bold(folder), has.join(', ')]
  if (newest) {
    const { command, created, state } = newest
    const when = screen.paint.dim(formatTime(created))
    lines.push(`${jobSymbol(state, screen)} ${command}  ${when}  ${countJobs(newest)}`)
  }
  return [wrap(lines.join('\n'), screen.width), '', renderNext(next, screen)].join('\n')
}

/** What to do where there is no repository. */
export function renderNowhere(screen: Screen): string {
  return ['There is no repository here.', '', renderNext(FIRST_STEPS, screen)].join('\n')
}

function renderNext(steps: readonly NextStep[], screen: Screen): string {
  const more = screen.paint.dim('All commands: ays --help')
  if (steps.length === 0) return `${screen.paint.green('All is well.')} ${more}`
  const rows = steps.map(({ command, why }) => [`  ${command}`, why])
  return [renderTable(['Next', ''], rows, screen), more].join('\n')
}
