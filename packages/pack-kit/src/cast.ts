import { type Json, roleOf, type TemplateDetail, type TemplateLinks } from '@ays/core'
import * as fc from 'fast-check'
import { type GivenData, randomData } from './random-data.ts'
import type { TestHints } from './test-hints.ts'

/** A service as a blueprint declares it. */
export interface CastService {
  readonly template: string
  readonly name: string
  readonly data: GivenData
}

/** The service that is tested, and those that it is linked to, producers first. */
export interface Cast {
  readonly needs: readonly CastService[]
  readonly subject: CastService
}

/** A template and what its author says of its test. */
export interface TestedTemplate {
  readonly detail: TemplateDetail
  readonly hints: TestHints
}

type Link = TemplateLinks['consume'][number] | NonNullable<TemplateLinks['parent']>

/** Names that are all allowed, and that not every program likes. */
const NAMES = ['one', 'two.2', 'three-3', 'four_4', 'Five']

/**
 * Casts of a template: services of one role are shared by all that need it. The reason, when a role that it
 * needs has no template among these.
 */
export function castsOf(
  template: TestedTemplate,
  templates: readonly TestedTemplate[],
): fc.Arbitrary<Cast> | string {
  const needs = new Needs(templates)
  const missing = needs.add(template)
  if (missing !== undefined) return `it needs a service of the role ${missing}`
  return fc
    .tuple(fc.constantFrom(...NAMES), needs.dataOf(template), fc.tuple(...needs.services()))
    .map(([name, data, services]) => ({
      needs: services,
      subject: { template: template.detail.name, name, data },
    }))
}

/** The services that a template is linked to, directly or not. */
class Needs {
  readonly #templates: readonly TestedTemplate[]
  /** By role, producers first. */
  readonly #needed = new Map<string, Needed>()
  readonly #open = new Set<string>()

  constructor(templates: readonly TestedTemplate[]) {
    this.#templates = templates
  }

  /** Adds what this one needs; the role that nothing has when there is one. */
  add({ detail }: TestedTemplate): string | undefined {
    this.#open.add(detail.role)
    for (const link of linksOf(detail.links)) {
      const missing = this.#link(link)
      if (missing !== undefined) return missing
    }
    this.#open.delete(detail.role)
    return undefined
  }

  services(): fc.Arbitrary<CastService>[] {
    return [...this.#needed].flatMap(([role, { template, count }]) =>
      namesOf(role, count).map((name) =>
        this.dataOf(template).map((data) => ({ template: template.detail.name, name, data })),
      ),
    )
  }

  /** Random fields, and the names of what it is linked to. */
  dataOf({ detail, hints }: TestedTemplate): fc.Arbitrary<GivenData> {
    const links = linksOf(detail.links)
    const named = links.flatMap((link): [string, Json][] => {
      const { count = 0 } = this.#needed.get(link.role) ?? {}
      const names = namesOf(link.role, Math.min(count, mostOf(link)))
      return names.length === 0 ? [] : [[link.argname, 'min' in link ? names : (names[0] ?? '')]]
    })
    const leftOut = new Set(links.map(({ argname }) => argname))
    return randomData(detail.schema, hints, leftOut).map((data) => ({
      ...data,
      ...Object.fromEntries(named),
    }))
  }

  /** At least one service for every link that can have one: what it does with it is tested, too. */
  #link(link: Link): string | undefined {
    const { role } = link
    const least = leastOf(link)
    const template = this.#templates.find(({ detail }) => roleOf(detail.name) === role)
    if (!template || this.#open.has(role)) return least > 0 ? role : undefined
    const known = this.#needed.get(role)
    const missing = known ? undefined : this.add(template)
    if (missing !== undefined) {
      this.#open.delete(role)
      return least > 0 ? missing : undefined
    }
    this.#needed.set(role, { template, count: Math.max(1, least, known?.count ?? 0) })
    return undefined
  }
}

interface Needed {
  readonly template: TestedTemplate
  readonly count: number
}

function linksOf({ parent, consume }: TemplateLinks): readonly Link[] {
  return parent ? [parent, ...consume] : consume
}

function leastOf(link: Link): number {
  if ('min' in link) return link.min
  return link.optional ? 0 : 1
}

function mostOf(link: Link): number {
  if ('min' in link) return link.max === 0 ? Infinity : link.max
  return 1
}

function namesOf(role: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${role}-${index + 1}`)
}
