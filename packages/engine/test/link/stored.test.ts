import { describe, expect, it } from 'vitest'
import { expected, type LinkCase, known, resolve } from './link-world.ts'

const b = known('db!b')
const c = known('db!c')
const db = { role: 'db', min: 1 }

describe('a link that is stored', () => {
  const stored = known('web!a', 'db=db!c')

  it.each<[string, LinkCase]>([
    [
      'stays, whatever else there is by now',
      {
        wishes: [{ address: 'web!a', consume: [db], stored }],
        there: [b, c, stored],
        links: ['web!a -> db!c'],
      },
    ],
    [
      'goes with its producer',
      {
        wishes: [{ address: 'web!a', consume: [db], stored }],
        there: [b, stored],
        links: ['web!a -> db!b'],
      },
    ],
    [
      'gives way to the one that the blueprint names',
      {
        wishes: [{ address: 'web!a', consume: [db], given: { db: ['b'] }, stored }],
        there: [b, c, stored],
        links: ['web!a -> db!b *'],
      },
    ],
    [
      'stays named when the blueprint does not mention it any more',
      {
        wishes: [{ address: 'web!a', consume: [db], stored: known('web!a', 'db=db!c *') }],
        there: [b, c],
        links: ['web!a -> db!c *'],
      },
    ],
    [
      'goes when it was named and now others are',
      {
        wishes: [
          {
            address: 'web!a',
            consume: [{ role: 'db' }],
            given: { db: ['b'] },
            stored: known('web!a', 'db=db!b *', 'db=db!c *'),
          },
        ],
        there: [b, c],
        links: ['web!a -> db!b *'],
      },
    ],
    [
      'goes when it was named and now none is',
      {
        wishes: [
          {
            address: 'web!a',
            consume: [{ role: 'db' }],
            given: { db: [] },
            stored: known('web!a', 'db=db!c *'),
          },
        ],
        there: [b, c],
      },
    ],
    [
      'stays when it was found and none is named',
      {
        wishes: [{ address: 'web!a', consume: [db], given: { db: [] }, stored }],
        there: [b, c],
        links: ['web!a -> db!c'],
      },
    ],
    [
      'stays beside those that are named as long as it is needed',
      {
        wishes: [
          { address: 'web!a', consume: [{ role: 'db', min: 2 }], given: { db: ['b'] }, stored },
        ],
        there: [b, c, known('db!d')],
        links: ['web!a -> db!b *', 'web!a -> db!c'],
      },
    ],
    [
      'goes when its field is for another role now',
      {
        wishes: [{ address: 'web!a', consume: [{ role: 'fs', argname: 'db', min: 1 }], stored }],
        there: [c, known('fs!c'), known('fs!d')],
        faults: ['1:1 AYS_LINK_AMBIGUOUS'],
      },
    ],
    [
      'is dropped when the template does not know it any more',
      { wishes: [{ address: 'web!a', stored }], there: [c, stored] },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })
})
