import {
  type LinkChange,
  type RevisionInfo,
  type ServiceDiff,
  type ServiceHistory,
  type ServiceSnapshot,
} from '@ays/core'
import { renderDifferences } from './differences.ts'
import type { Screen } from './screen.ts'
import { renderSection } from './services.ts'
import { renderTable } from './table.ts'
import { formatTime } from './text.ts'
import { formatValue } from './value.ts'

/** A line for each revision, the newest first. */
export function renderHistory(history: ServiceHistory, screen: Screen): string {
  const { paint } = screen
  const { service, uid, template, deleted, revisions, others } = history
  const rows = revisions.map((one) => [
    String(one.revision),
    formatTime(one.at),
    one.kind,
    one.who,
    madeBy(one),
    whatChanged(one),
  ])
  const title = `${paint.bold(service)}  ${paint.dim(`${uid}  ${template}`)}`
  const parts = [
    deleted ? `${title}  ${paint.red('gone')}` : title,
    renderTable(['REV', 'WHEN', 'CHANGE', 'WHO', 'BY', 'WHAT'], rows, screen),
    others.length === 0
      ? ''
      : `Others had this name before; see one with --uid: ${others.join(', ')}`,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** The job of a run, or the line of the blueprint, or the command. */
function madeBy({ run, job, action, blueprint, line, kind, command }: RevisionInfo): string {
  if (job !== undefined) return `run ${run} #${job} ${action}`
  const isDeclared = kind === 'create' || kind === 'update'
  return isDeclared && blueprint !== undefined ? `${blueprint}:${line}` : command
}

function whatChanged({ fields, links, state }: RevisionInfo): string {
  const states = state ? [`${state.action} ${state.before} → ${state.after}`] : []
  return [...states, ...fields, ...links.map(formatLink)].join(', ')
}

function formatLink({ kind, argname, to }: LinkChange): string {
  return `${kind === 'add' ? '+' : '-'}${argname} ${to}`
}

/** What differs, a field a line. */
export function renderDiff(diff: ServiceDiff, screen: Screen): string {
  const title = `${screen.paint.bold(diff.service)}  revision ${diff.from} → ${diff.to}`
  const lines = renderDifferences(diff, screen)
  return lines.length === 0 ? `${title}\n\nNothing differs.` : [title, '', ...lines].join('\n')
}

/** A service as it was. */
export function renderSnapshot(snapshot: ServiceSnapshot, screen: Screen): string {
  const { paint } = screen
  const { service, uid, template, revision, at, data, producers } = snapshot
  const fields = Object.entries(data).map(([field, value]) => [field, formatValue(value)])
  const links = producers.map((link) => [
    link.parent ? 'parent' : 'consumes',
    link.to,
    link.argname,
  ])
  const parts = [
    `${paint.bold(service)}  ${paint.dim(uid)}`,
    `template ${template}, revision ${revision}${at === undefined ? '' : ` since ${formatTime(at)}`}`,
    renderSection('Data', fields, screen),
    renderSection('Links', links, screen),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}
