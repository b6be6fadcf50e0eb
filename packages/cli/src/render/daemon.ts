import type { AuditInfo, TokenInfo } from '@ays/core'
import type { DaemonInfo } from '@ays/daemon/client'
import type { Screen } from './screen.ts'
import { renderFacts, renderTable } from './table.ts'
import { formatTime } from './text.ts'

/** What is to be said of the daemon of a repository. */
export interface DaemonStatus {
  /** A daemon is there. */
  readonly running: boolean
  /** It answers for this repository. */
  readonly serves: boolean
  readonly daemon?: DaemonInfo
  /** Runs of this repository that have not ended. */
  readonly runs?: number
}

/** The daemon, and how it is. */
export function renderDaemon({ daemon, serves, runs }: DaemonStatus, screen: Screen): string {
  if (!daemon) return 'No daemon serves this repository.'
  const facts: [string, unknown][] = [
    ['process', daemon.pid],
    ['since', formatTime(daemon.started)],
    ['serves', serves ? 'yes' : 'not this repository, or not yet'],
    ['repositories', daemon.folders.join(', ')],
    ['listens', daemon.listen ?? 'on sockets only'],
    ['log', daemon.log],
  ]
  if (runs !== undefined) facts.push(['running runs', runs])
  return renderFacts(facts, screen)
}

/** A line for each token. */
export function renderTokens(tokens: readonly TokenInfo[], screen: Screen): string {
  if (tokens.length === 0) return 'No tokens: nobody gets in over TCP.'
  const rows = tokens.map(({ id, name, scope, state, created, createdBy, expires }) => [
    id,
    name,
    scope,
    state === 'valid' ? state : screen.paint.red(state),
    formatTime(created),
    createdBy,
    expires === undefined ? 'never' : formatTime(expires),
  ])
  return renderTable(['TOKEN', 'NAME', 'SCOPE', 'STATE', 'CREATED', 'BY', 'EXPIRES'], rows, screen)
}

/** A line for each call. */
export function renderAudit(entries: readonly AuditInfo[], screen: Screen): string {
  if (entries.length === 0) return 'Nothing was changed through a daemon.'
  const rows = entries.map(({ at, who, token, operation, request, status }) => [
    formatTime(at),
    who,
    token ?? 'socket',
    operation,
    status === undefined ? '-' : String(status),
    request,
  ])
  return renderTable(['AT', 'WHO', 'THROUGH', 'OPERATION', 'STATUS', 'REQUEST'], rows, screen)
}
