import { describe, expect, it } from 'vitest'
import { expected, type LinkCase, known, resolve } from './link-world.ts'

const b = known('db!b')
const c = known('db!c')
const db = { role: 'db', min: 1 }

describe('a producer', () => {
  it.each<[string, LinkCase]>([
    [
      'that is named is linked, whether the blueprint or the repository has it',
      {
        wishes: [
          { address: 'web!a', consume: [db], given: { db: ['b', 'x'] } },
          { address: 'db!x' },
        ],
        there: [b, c],
        links: ['web!a -> db!b *', 'web!a -> db!x *'],
      },
    ],
    [
      'is not looked for when none is needed',
      { wishes: [{ address: 'web!a', consume: [{ role: 'db' }] }], there: [b] },
    ],
    [
      'is the only one of its role',
      { wishes: [{ address: 'web!a', consume: [db] }], there: [b], links: ['web!a -> db!b'] },
    ],
    [
      'is every one of its role when all of them are needed',
      {
        wishes: [{ address: 'web!a', consume: [{ role: 'db', min: 2 }] }],
        there: [c, b],
        links: ['web!a -> db!b', 'web!a -> db!c'],
      },
    ],
    [
      'is found beside those that are named',
      {
        wishes: [{ address: 'web!a', consume: [{ role: 'db', min: 2 }], given: { db: ['c'] } }],
        there: [b, c],
        links: ['web!a -> db!c *', 'web!a -> db!b'],
      },
    ],
    [
      'is never the service itself',
      { wishes: [{ address: 'db!a', consume: [db] }], there: [b], links: ['db!a -> db!b'] },
    ],
    [
      'of two links of one role is found for each by its own field',
      {
        wishes: [
          {
            address: 'web!a',
            consume: [
              { ...db, argname: 'main' },
              { ...db, argname: 'copy' },
            ],
            given: { main: ['b'], copy: ['c'] },
          },
        ],
        there: [b, c],
        links: ['web!a -> db!b *', 'web!a -> db!c *'],
      },
    ],
    [
      'that nobody has is a fault where it is named',
      {
        wishes: [{ address: 'web!a', consume: [db], given: { db: ['lost'] } }],
        there: [b],
        faults: ['1:3 AYS_LINK_UNKNOWN'],
      },
    ],
    [
      'is missing where there are too few',
      {
        wishes: [{ address: 'web!a', consume: [{ role: 'db', min: 2 }] }],
        there: [b],
        faults: ['1:1 AYS_LINK_MISSING'],
      },
    ],
    [
      'is one too many above max',
      {
        wishes: [
          { address: 'web!a', consume: [{ role: 'db', max: 1 }], given: { db: ['b', 'c'] } },
        ],
        there: [b, c],
        faults: ['1:3 AYS_LINK_TOO_MANY'],
      },
    ],
    [
      'is ambiguous where there are more than are needed',
      {
        wishes: [{ address: 'web!a', consume: [db] }],
        there: [b, c],
        faults: ['1:1 AYS_LINK_AMBIGUOUS'],
      },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })
})
