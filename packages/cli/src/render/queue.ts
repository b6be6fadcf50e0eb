import type { SubmissionInfo } from '@ays/core'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { formatTime } from './text.ts'

/** A line for each queued run. */
export function renderQueue(queue: readonly SubmissionInfo[], screen: Screen): string {
  if (queue.length === 0) return 'Nothing is queued.'
  const rows = queue.map((one) => [
    one.id,
    paintState(one, screen),
    one.command,
    one.who,
    formatTime(one.created),
    String(one.priority),
    one.run ?? '',
  ])
  return renderTable(['ID', 'STATE', 'COMMAND', 'WHO', 'QUEUED', 'PRIORITY', 'RUN'], rows, screen)
}

/** Everything about one of them. */
export function renderSubmission(one: SubmissionInfo, screen: Screen): string {
  const { id, command, who, created, run, retries, retryAt, error } = one
  return [
    `${screen.paint.bold(id)}  ${paintState(one, screen)}  ${command}`,
    screen.paint.dim(`by ${who}, ${formatTime(created)}`),
    ...(run === undefined ? [] : [`Its run: ays run show ${run}`]),
    ...(retries === 0 ? [] : [`retried ${retries} times`]),
    ...(retryAt === undefined ? [] : [`is retried ${formatTime(retryAt)}`]),
    ...(error === undefined ? [] : [screen.paint.red(error.message)]),
  ].join('\n')
}

function paintState({ state }: SubmissionInfo, { paint }: Screen): string {
  const colour = {
    queued: paint.cyan,
    running: paint.cyan,
    waiting: paint.yellow,
    ok: paint.green,
    error: paint.red,
    cancelled: paint.dim,
  }
  return colour[state](state)
}
