import { describe, expect, it } from 'vitest'
import { resolveLinks } from '../../src/link/resolve-links.ts'
import { expected, type LinkCase, known, lookupOf, resolve, wishesOf } from './link-world.ts'

const db = { role: 'db', min: 1 }

describe('services that need each other', () => {
  it.each<[string, LinkCase]>([
    [
      'are a fault at the first of them',
      {
        wishes: [
          { address: 'db!x' },
          { address: 'web!a', consume: [{ role: 'web' }], given: { web: ['b'] } },
          { address: 'web!b', consume: [{ role: 'web' }], given: { web: ['a'] } },
        ],
        links: ['web!a -> web!b *', 'web!b -> web!a *'],
        faults: ['2:1 AYS_LINK_CYCLE'],
      },
    ],
    [
      'are found through what is stored',
      {
        wishes: [{ address: 'web!a', consume: [db], given: { db: ['b'] } }],
        there: [known('db!b', 'web=web!a')],
        links: ['web!a -> db!b *'],
        faults: ['1:1 AYS_LINK_CYCLE'],
      },
    ],
    [
      'include a service that needs itself',
      {
        wishes: [{ address: 'db!a', consume: [{ role: 'db' }], given: { db: ['a'] } }],
        links: ['db!a -> db!a *'],
        faults: ['1:1 AYS_LINK_CYCLE'],
      },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })

  it('are named in order, with the lines of all of them', () => {
    const wishes = wishesOf([
      { address: 'web!a', consume: [{ role: 'web' }], given: { web: ['b'] } },
      { address: 'web!b', consume: [{ role: 'web' }], given: { web: ['a'] } },
    ])
    expect(resolveLinks(wishes, lookupOf([]), true).cycle).toMatchObject({
      summary: 'services need each other: web!a -> web!b -> web!a',
      related: [{ line: 2 }],
    })
  })
})
