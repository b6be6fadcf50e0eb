import type { Moment } from './random-run.ts'
import { producersOf, type RandomSite, TEMPLATES } from './random-site.ts'

const CHAIN: Readonly<Record<string, readonly string[]>> = {
  install: ['init'],
  start: ['install'],
  monitor: ['start'],
  uninstall: ['stop'],
  delete: ['uninstall'],
}
const MADE: Readonly<Record<string, readonly string[]>> = {
  configure: ['install'],
  start: ['configure'],
}
const REVERSE = new Set(['stop', 'uninstall', 'delete'])

/** Every job that began before something that it needs had ended, worked out from the blueprint alone. */
export function faultsOfOrder(site: RandomSite, moments: readonly Moment[]): string[] {
  const ends = new Map<string, number>()
  moments.forEach(({ kind, service, action }, at) => {
    if (kind === 'end') ends.set(`${service} ${action}`, at)
  })
  const needs = needsOf(site)
  return moments.flatMap(({ kind, service, action }, at) => {
    if (kind !== 'start') return []
    const late = [...closure(`${service} ${action}`, needs)].filter(
      (need) => (ends.get(need) ?? -1) > at,
    )
    return late.map((need) => `${service} ${action} began before ${need} ended`)
  })
}

/** The highest number of actions that were under way at once. */
export function mostAtOnce(moments: readonly Moment[]): number {
  let now = 0
  let most = 0
  for (const { kind } of moments) {
    now += kind === 'start' ? 1 : -1
    most = Math.max(most, now)
  }
  return most
}

type Needs = (node: string) => readonly string[]

function needsOf(site: RandomSite): Needs {
  const byName = new Map(site.map((service) => [service.name, service]))
  return (node) => {
    const [name = '', action = ''] = node.split(' ')
    const service = byName.get(name)
    if (!service) return []
    const made = TEMPLATES[service.template]?.actor?.includes('configure')
      ? MADE[action]
      : undefined
    const own = made ?? CHAIN[action] ?? []
    const neighbours = REVERSE.has(action)
      ? site.filter((other) => producersOf(other).includes(name)).map((other) => other.name)
      : producersOf(service)
    return [
      ...own.map((before) => `${name} ${before}`),
      ...neighbours.map((neighbour) => `${neighbour} ${action}`),
    ]
  }
}

function closure(node: string, needs: Needs): Set<string> {
  const found = new Set<string>()
  const stack = [...needs(node)]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (found.has(next)) continue
    found.add(next)
    stack.push(...needs(next))
  }
  return found
}
