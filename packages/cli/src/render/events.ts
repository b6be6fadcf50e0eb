import type { EventDetail, EventInfo, EventState } from '@ays/core'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { formatTime } from './text.ts'

/** A line for each event. */
export function renderEvents(events: readonly EventInfo[], screen: Screen): string {
  if (events.length === 0) return 'No events.'
  const rows = events.map(({ id, state, channel, name, source, at, tags }) => [
    id,
    paintState(state, screen),
    channel,
    name,
    source,
    formatTime(at),
    tags.join(' '),
  ])
  return renderTable(['EVENT', 'STATE', 'CHANNEL', 'NAME', 'SOURCE', 'CAME', 'TAGS'], rows, screen)
}

/** Everything about one event, and what to do with a dead one. */
export function renderEvent(event: EventDetail, screen: Screen): string {
  const {
    id,
    state,
    channel,
    name,
    source,
    at,
    tags,
    submission,
    role = '*',
    service = '*',
  } = event
  const only =
    event.role === undefined && event.service === undefined ? [] : [`for ${role}!${service}`]
  return [
    `${screen.paint.bold(id)}  ${paintState(state, screen)}  ${name} of ${channel}`,
    screen.paint.dim(`from ${source}, ${formatTime(at)}`),
    ...only,
    ...(tags.length === 0 ? [] : [`tags: ${tags.join(', ')}`]),
    JSON.stringify(event.payload, undefined, 2),
    ...(submission === undefined ? [] : [`Its run: ays queue show ${submission}`]),
    ...(state === 'dead' ? [`Once more: ays event replay ${id}`] : []),
  ].join('\n')
}

function paintState(state: EventState, { paint }: Screen): string {
  const colour = {
    new: paint.cyan,
    unheard: paint.dim,
    queued: paint.cyan,
    running: paint.cyan,
    done: paint.green,
    dead: paint.red,
  }
  return colour[state](state)
}
