import type { ActorChange, ActorDetail, ActorDifference, ActorInfo } from '@ays/core'
import type { Screen } from './screen.ts'
import { renderTable } from './table.ts'
import { count } from './text.ts'

/** A line for each actor. */
export function renderActors(actors: readonly ActorInfo[], screen: Screen): string {
  if (actors.length === 0) return 'No actors: nothing was applied yet.'
  const rows = actors.map(({ name, pack, version, state, services }) => [
    name,
    version === undefined ? pack : `${pack}@${version}`,
    state,
    String(services),
  ])
  return renderTable(['ACTOR', 'PACK', 'STATE', 'SERVICES'], rows, screen)
}

/** How an actor stands to its template: what would change, and what stands against it. */
export function renderActor(actor: ActorDetail, screen: Screen): string {
  const { name, pack, version, state, services, actions, change, breaks } = actor
  const { paint } = screen
  return [
    `${paint.bold(name)}  ${state}, ${count(services, 'service')}`,
    `pack ${version === undefined ? pack : `${pack}@${version}`}`,
    ...actions.map((action) => `action ${action.name}  ${paint.dim(action.code.slice(0, 12))}`),
    ...(change ? renderActorChange(change, screen) : []),
    ...breaks.map(({ path, message }) => paint.red(`! ${path} ${message}`)),
  ].join('\n')
}

/** What a plan would change of an actor, a line each. */
export function renderActorChange(
  { kind, actor, actions, schema, differences, services }: ActorChange,
  { paint }: Screen,
): string[] {
  const symbol = kind === 'create' ? paint.green('+') : paint.yellow('~')
  const what = [...(schema ? ['schema'] : []), ...actions].join(', ')
  const notes = [what, services > 0 ? count(services, 'service') : '']
  const head = [
    `${symbol} template ${paint.bold(actor)}`,
    paint.dim(notes.filter(Boolean).join('; ')),
  ]
  return [
    notes.some(Boolean) ? head.join('  ') : (head[0] ?? ''),
    ...differences.map((difference) => `    ${renderDifference(difference)}`),
  ]
}

function renderDifference({ part, before, after }: ActorDifference): string {
  if (before === undefined) return `+ ${part} ${after ?? ''}`
  return after === undefined ? `- ${part} ${before}` : `~ ${part} ${before} -> ${after}`
}
