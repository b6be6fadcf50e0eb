import type { ActionStateInfo, ActionStatus, ServiceDetail, ServiceInfo } from '@ays/core'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { formatTime } from './text.ts'
import { formatValue } from './value.ts'

/** A line for each service, with the actions that are worth a word; where the next page begins when this one is full. */
export function renderServices(
  services: readonly ServiceInfo[],
  screen: Screen,
  limit?: number,
): string {
  if (services.length === 0) return 'No services.'
  const rows = services.map(({ address, template, parent = '', actions }) => [
    address,
    template,
    parent,
    summarise(actions, screen),
  ])
  const table = renderTable(['SERVICE', 'TEMPLATE', 'PARENT', 'ACTIONS'], rows, screen)
  const last = services.length === limit ? services.at(-1) : undefined
  return last ? `${table}\n${screen.paint.dim(`Next page: --after ${last.address}`)}` : table
}

/** Everything about one service. */
export function renderService(service: ServiceDetail, screen: Screen): string {
  const { paint } = screen
  const parts = [
    `${paint.bold(service.address)}  ${paint.dim(service.uid)}`,
    facts(service),
    renderSection(
      'Data',
      Object.entries(service.data).map(([field, value]) => [field, formatValue(value)]),
      screen,
    ),
    renderSection('Links', linkRows(service), screen),
    renderStates(service.states, screen),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function facts({
  template,
  origin,
  blueprint,
  line,
  ensuredBy,
  paused,
  created,
  updated,
}: ServiceDetail): string {
  const from = blueprint === undefined ? origin : `${blueprint}:${line ?? 1}`
  return [
    `template ${template}, from ${ensuredBy === undefined ? from : `an action of ${ensuredBy}`}`,
    `created ${formatTime(created)}, updated ${formatTime(updated)}`,
    ...(paused ? ['paused: nothing of it recurs'] : []),
  ].join('\n')
}

function linkRows({ producers, consumers, children }: ServiceDetail): string[][] {
  return [
    ...producers.map((link) => [link.parent ? 'parent' : 'consumes', link.to, link.argname]),
    ...children.map((address) => ['parent of', address, '']),
    ...consumers.map((address) => ['consumed by', address, '']),
  ]
}

/** The state of each action, when it last ran and, where some recur, runs next, and why it is so. */
export function renderStates(states: readonly ActionStateInfo[], screen: Screen): string {
  const recurs = states.some(({ due }) => due !== undefined)
  const rows = states.map(({ action, status, reason = '', lastRun, due }) => [
    action,
    paintStatus(status, screen),
    lastRun ? formatTime(lastRun) : '',
    ...(recurs ? [due ? `next ${formatTime(due)}` : ''] : []),
    reason,
  ])
  return renderSection('Actions', rows, screen)
}

/** A table under a title; nothing when it has no rows. */
export function renderSection(title: string, rows: readonly string[][], screen: Screen): string {
  if (rows.length === 0) return ''
  const [first = []] = rows
  return renderTable([title, ...first.slice(1).map(() => '')], rows, screen)
}

/** `install ok, start scheduled`; actions that never ran are left out. */
function summarise(actions: ServiceInfo['actions'], screen: Screen): string {
  return Object.entries(actions)
    .filter(([, status]) => status !== 'new')
    .map(([action, status]) => `${action} ${paintStatus(status, screen)}`)
    .join(', ')
}

/** The state of an action, in its colour. */
export function paintStatus(status: ActionStatus, { paint }: Screen): string {
  const colour = {
    new: paint.dim,
    changed: paint.yellow,
    scheduled: paint.cyan,
    ok: paint.green,
    error: paint.red,
    disabled: paint.dim,
    running: paint.cyan,
  }
  return colour[status](status)
}
