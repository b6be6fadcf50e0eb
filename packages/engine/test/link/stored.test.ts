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
      'is dropped when the template does not know it any more',
      { wishes: [{ address: 'web!a', stored }], there: [c, stored] },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })
})
