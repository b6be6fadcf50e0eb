import { type Arbitrary, array, constantFrom, integer, nat, record } from 'fast-check'
import type { PlanRequest } from '@ays/core'
import type { ModelTemplate } from './model-site.ts'

/** A service of a random repository. Its producers stand before it. */
export interface RandomService {
  readonly template: string
  readonly name: string
  readonly size: number
  readonly parent: string | undefined
  readonly producers: readonly string[]
}

/** Services in an order in which each comes after what it consumes. */
export type RandomSite = readonly RandomService[]

const LIFE = ['install', 'start', 'monitor', 'stop', 'uninstall', 'delete']
const FIELDS = 'size = type:int\nseen = type:int\n'
const ON = 'on = type:str list consume:cell:0\n'

/** Templates of one role, so that any may consume any: what they export and where they stop differs. */
export const TEMPLATES: Readonly<Record<string, ModelTemplate>> = {
  'cell.whole': { schema: FIELDS + ON, does: [...LIFE, 'processChange'] },
  'cell.plain': { schema: FIELDS + ON, does: ['install'] },
  'cell.up': { schema: FIELDS + ON, does: ['install', 'start', 'processChange'] },
  'cell.watched': {
    schema: FIELDS + ON,
    does: ['install', 'start', 'monitor', 'uninstall'],
    actor: 'goal: monitor\n',
  },
  'cell.under': {
    schema: `${FIELDS}${ON}root = type:str parent:cell\n`,
    does: [...LIFE, 'processChange'],
    actor: 'goal: install\n',
  },
  'cell.made': {
    schema: FIELDS + ON,
    does: ['init', 'install', 'configure', 'start', 'stop'],
    actor: 'actions:\n  configure: {after: [install]}\n  start: {after: [configure]}\n',
  },
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

/** Up to ten services with links to some of those before them. */
export const randomSite: Arbitrary<RandomSite> = array(
  record({
    template: constantFrom(...Object.keys(TEMPLATES)),
    size: integer({ min: 1, max: 9 }),
    links: array(nat({ max: 9 }), { maxLength: 3 }),
    parent: nat({ max: 9 }),
  }),
  { minLength: 1, maxLength: NAMES.length },
).map((drawn) =>
  drawn.map(({ template, size, links, parent }, at) => {
    const before = NAMES.slice(0, at)
    const known = [...new Set(links)].flatMap((link) => before[link] ?? [])
    const under = template === 'cell.under' ? before[parent % at] : undefined
    return {
      // What has nothing to be under is another one.
      template: template === 'cell.under' && under === undefined ? 'cell.up' : template,
      name: NAMES[at] ?? '',
      size,
      parent: under,
      producers: known.filter((name) => name !== under),
    }
  }),
)

/** The whole blueprint of a site. */
export function blueprintOf(site: RandomSite, file = 'site.yaml'): PlanRequest {
  return { kind: 'blueprint', files: [{ file, text: textOf(site) }] }
}

function textOf(site: RandomSite): string {
  return site
    .map(({ template, name, size, parent, producers }) =>
      [
        `${template}__${name}:`,
        `  size: ${size}`,
        `  on: [${producers.join(', ')}]`,
        ...(parent === undefined ? [] : [`  root: ${parent}`]),
        '',
      ].join('\n'),
    )
    .join('')
}

/** Everything that a service is set up on. */
export function producersOf({ parent, producers }: RandomService): string[] {
  return parent === undefined ? [...producers] : [parent, ...producers]
}

/** What `seen` must be in the end: it depends on the sizes of everything below, and on nothing else. */
export function seenOf(site: RandomSite): Map<string, number> {
  const seen = new Map<string, number>()
  for (const service of site) {
    const below = producersOf(service).map((name) => seen.get(name) ?? 0)
    seen.set(service.name, mix(service.size, below))
  }
  return seen
}

/** A number that tells in what state the producers were seen. */
export function mix(size: number, below: readonly number[]): number {
  return below.toSorted((a, b) => a - b).reduce((sum, one) => (sum * 31 + one) % 999_983, size)
}
