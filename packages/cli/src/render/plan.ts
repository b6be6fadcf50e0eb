import type { Plan, PlannedJob, ServiceChange } from '@ays/core'
import { renderActorChange } from './actors.ts'
import { renderDifferences } from './differences.ts'
import type { Screen } from './screen.ts'
import { count, truncate, wrap } from './text.ts'

const SYMBOL = { create: '+', update: '~', replace: '±', delete: '-' } as const

type ChangeKind = ServiceChange['kind']

/** What apply would change and run, as a diff. Services and fields that stay as they are are left out. */
export function renderPlan(plan: Plan, screen: Screen): string {
  if (plan.empty) return 'Nothing to do: everything is as declared.'
  const changes = plan.changes.map((change) => renderChange(change, screen))
  const actors = plan.actors.flatMap((actor) => renderActorChange(actor, screen))
  const parts = [
    [...changes, ...actors].join('\n'),
    renderSteps(plan, screen),
    renderBlocked(plan, screen),
    summarise(plan, screen),
  ]
  return wrap(parts.filter((part) => part !== '').join('\n\n'), screen.width)
}

function renderChange(change: ServiceChange, screen: Screen): string {
  const { paint } = screen
  const { kind, service, template, origin, source } = change
  const notes = [
    template,
    ...(origin === 'blueprint' ? [] : [origin]),
    ...(source ? [`${source.file}:${source.line}`] : []),
  ]
  return [
    `${symbol(kind, screen)} ${paint.bold(service)}  ${paint.dim(notes.join('  '))}`,
    ...renderDifferences(change, screen).map((line) => `    ${line}`),
  ].join('\n')
}

function symbol(kind: ChangeKind, { paint }: Screen): string {
  const colour = {
    create: paint.green,
    update: paint.yellow,
    replace: paint.magenta,
    delete: paint.red,
  }
  return colour[kind](SYMBOL[kind])
}

/** One row for each action of a step: services of the same action stand together. */
function renderSteps({ jobs, steps, ifChanged }: Plan, { paint, width }: Screen): string {
  const byNumber = new Map(jobs.map((job) => [job.number, job]))
  const rows = steps.flatMap((numbers, index) => {
    const actions = servicesByAction(numbers.flatMap((number) => byNumber.get(number) ?? []))
    return [...actions].map(([action, services], row) => {
      const step = row === 0 ? String(index + 1) : ''
      return `  ${step.padStart(4)}  ${action}  ${services.join(', ')}`
    })
  })
  const follow = ifChanged.map(
    ({ service, action, producer }) => `        ${action}  ${service}, if ${producer} changes`,
  )
  const lines = [...rows, ...follow].map((line) => truncate(line, width))
  return lines.length === 0 ? '' : [paint.bold('Steps'), ...lines].join('\n')
}

function servicesByAction(jobs: readonly PlannedJob[]): Map<string, string[]> {
  const actions = new Map<string, string[]>()
  for (const { action, service } of jobs) {
    const services = actions.get(action)
    if (services) services.push(service)
    else actions.set(action, [service])
  }
  return actions
}

function renderBlocked({ blocked }: Plan, { paint }: Screen): string {
  return blocked
    .map(({ service, action, by }) => paint.yellow(`! ${action} of ${service} waits for ${by}`))
    .join('\n')
}

/** `Plan: 2 to create, 1 to update; 9 jobs in 4 steps.` */
function summarise({ changes, actors, jobs, steps }: Plan, { paint }: Screen): string {
  const kinds = Object.keys(SYMBOL).flatMap((kind) => {
    const number = changes.filter((change) => change.kind === kind).length
    return number === 0 ? [] : [`${number} to ${kind}`]
  })
  if (actors.length > 0) kinds.push(`${count(actors.length, 'template')} to take up`)
  const work =
    jobs.length === 0
      ? 'nothing to run'
      : `${count(jobs.length, 'job')} in ${count(steps.length, 'step')}`
  return paint.bold(`Plan: ${[kinds.join(', '), work].filter(Boolean).join('; ')}.`)
}
