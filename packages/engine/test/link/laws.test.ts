import { formatAddress } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type KnownService,
  type LinkResolution,
  type LinkWish,
  resolveLinks,
} from '../../src/link/resolve-links.ts'
import { known, lookupOf, wishesOf } from './link-world.ts'

const role = fc.constantFrom('db', 'web', 'node')
const name = fc.constantFrom('a', 'b', 'c', 'auto_0')
const address = fc.tuple(role, name).map(([one, two]) => `${one}!${two}`)
const names = fc.option(fc.uniqueArray(name, { maxLength: 3 }), { nil: undefined })

/** `max` is 0 or no less than `min`. */
const consume = fc
  .record({
    role,
    argname: fc.constantFrom('x', 'y'),
    min: fc.integer({ min: 0, max: 3 }),
    more: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    auto: fc.boolean(),
  })
  .map(({ more, ...link }) => ({ ...link, max: more === undefined ? 0 : link.min + more }))
const parent = fc.record({
  role,
  argname: fc.constant('up'),
  auto: fc.boolean(),
  optional: fc.boolean(),
})

const wish = fc
  .record({
    address,
    parent: fc.option(parent, { nil: undefined }),
    consume: fc.uniqueArray(consume, { maxLength: 2, selector: ({ argname }) => argname }),
    x: names,
    y: names,
    up: names,
  })
  .map(({ parent: up, x, y, up: upNames, ...rest }) => {
    const given = Object.entries({ x, y, up: upNames }).flatMap(([argname, list]) =>
      list ? [[argname, list] as const] : [],
    )
    return { ...rest, ...(up && { parent: up }), given: Object.fromEntries(given) }
  })

/** A repository, and the wishes of a blueprint over it. */
const worlds = fc
  .record({
    wishes: fc.uniqueArray(wish, { maxLength: 5, selector: (one) => one.address }),
    there: fc.uniqueArray(address, { maxLength: 5 }),
  })
  .map(({ wishes, there }) => ({ wishes: wishesOf(wishes), there: there.map((one) => known(one)) }))

function resolve(wishes: readonly LinkWish[], there: readonly KnownService[]): LinkResolution {
  return resolveLinks(wishes, lookupOf(there), true)
}

function linksOf({ links }: LinkResolution): unknown {
  return Object.fromEntries(links)
}

/** What the wishes lead to, as it is in the repository after an apply. */
function store(wishes: readonly LinkWish[], found: LinkResolution, there: readonly KnownService[]) {
  const services = new Map(there.map((one) => [formatAddress(one), one]))
  for (const one of found.autos) {
    services.set(formatAddress(one), { ...one, template: one.role, links: [] })
  }
  for (const { wanted } of wishes) {
    const links = found.links.get(formatAddress(wanted)) ?? []
    const { template, name: instance } = wanted
    services.set(formatAddress(wanted), { template, role: wanted.role, name: instance, links })
  }
  return services
}

describe('whatever is wished for', () => {
  it('a link leads to a service that is there, wished for or made', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const found = resolve(wishes, there)
        const services = store(wishes, found, there)
        for (const link of [...found.links.values()].flat()) {
          expect(services.has(formatAddress(link))).toBe(true)
        }
      }),
    )
  })

  it('a wish has either its links or a fault', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const { links, diagnostics } = resolve(wishes, there)
        const faulty = new Set(diagnostics.map(({ source }) => source?.line))
        for (const { wanted } of wishes) {
          expect(links.has(formatAddress(wanted))).toBe(!faulty.has(wanted.line))
        }
      }),
    )
  })

  it('there are at least min and at most max of a link, none twice, all of its role', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const { links } = resolve(wishes, there)
        for (const { wanted, links: rules } of wishes) {
          const mine = links.get(formatAddress(wanted))
          if (!mine) continue
          for (const rule of rules.consume) {
            const found = mine.filter(({ argname }) => argname === rule.argname)
            expect(found.length).toBeGreaterThanOrEqual(rule.min)
            expect(found.length).toBeLessThanOrEqual(rule.max || Number.POSITIVE_INFINITY)
            expect(new Set(found.map(formatAddress)).size).toBe(found.length)
            expect(found.every((link) => link.role === rule.role)).toBe(true)
          }
          expect(mine.filter((link) => link.parent).length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('what a blueprint names is linked, and only that is called named', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const { links } = resolve(wishes, there)
        for (const { wanted, links: rules } of wishes) {
          const mine = links.get(formatAddress(wanted))
          if (!mine) continue
          for (const { argname } of rules.consume) {
            const named = mine.filter((link) => link.argname === argname && link.named)
            expect(named.map((link) => link.name)).toEqual(wanted.links[argname] ?? [])
          }
        }
      }),
    )
  })

  it('the answer is the same again, in whatever order the services of the repository come', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const again = resolve(wishes, there.toReversed())
        expect(linksOf(again)).toEqual(linksOf(resolve(wishes, there)))
      }),
    )
  })

  it('the order of the wishes does not matter where nothing is made', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const found = resolve(wishes, there)
        fc.pre(found.autos.length === 0)
        expect(linksOf(resolve(wishes.toReversed(), there))).toEqual(linksOf(found))
      }),
    )
  })

  it('once applied, the same wishes find the same links and make nothing', () => {
    fc.assert(
      fc.property(worlds, ({ wishes, there }) => {
        const found = resolve(wishes, there)
        fc.pre(found.diagnostics.length === 0)
        const services = store(wishes, found, there)
        const again = wishes.map((one): LinkWish => {
          const stored = services.get(formatAddress(one.wanted))
          return { ...one, ...(stored && { stored }) }
        })
        const second = resolve(again, [...services.values()])
        expect(linksOf(second)).toEqual(linksOf(found))
        expect(second.autos).toEqual([])
      }),
    )
  })
})
