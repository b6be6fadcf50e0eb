import { describe, expect, it } from 'vitest'
import { expected, type LinkCase, known, resolve } from './link-world.ts'

const b = known('db!b')
const db = { role: 'db', min: 1 }

describe('what a template makes on its own', () => {
  const auto = { ...db, auto: true }

  it.each<[string, LinkCase]>([
    [
      'is what min lacks, named auto_<n>',
      {
        wishes: [{ address: 'web!a', consume: [{ ...auto, min: 3 }] }],
        there: [b],
        links: ['web!a -> db!b', 'web!a -> db!auto_0', 'web!a -> db!auto_1'],
        made: ['db!auto_0 for a', 'db!auto_1 for a'],
      },
    ],
    [
      'is shared by the wishes that need one',
      {
        wishes: [
          { address: 'web!a', consume: [auto] },
          { address: 'web!b', consume: [auto] },
        ],
        links: ['web!a -> db!auto_0', 'web!b -> db!auto_0'],
        made: ['db!auto_0 for a'],
      },
    ],
    [
      'is shared by wishes that need fewer, whatever their order',
      {
        wishes: [
          { address: 'web!a', consume: [{ ...auto, min: 2 }] },
          { address: 'web!b', consume: [auto] },
        ],
        links: ['web!a -> db!auto_0', 'web!a -> db!auto_1', 'web!b -> db!auto_0'],
        made: ['db!auto_0 for a', 'db!auto_1 for a'],
      },
    ],
    [
      'that is there already is taken by its number, the lowest first',
      {
        wishes: [{ address: 'web!a', consume: [auto] }],
        there: [known('db!auto_10'), known('db!auto_9')],
        links: ['web!a -> db!auto_9'],
      },
    ],
    [
      'comes after what somebody declared',
      {
        wishes: [{ address: 'web!a', consume: [auto] }],
        there: [known('db!auto_0'), b],
        links: ['web!a -> db!b'],
      },
    ],
    [
      'has the lowest name that is free',
      {
        wishes: [{ address: 'db!auto_1' }, { address: 'web!a', consume: [{ ...auto, min: 3 }] }],
        links: ['web!a -> db!auto_1', 'web!a -> db!auto_0', 'web!a -> db!auto_2'],
        made: ['db!auto_0 for a', 'db!auto_2 for a'],
      },
    ],
    [
      'may be a parent',
      {
        wishes: [{ address: 'app!a', parent: { role: 'node', auto: true } }],
        links: ['app!a => node!auto_0'],
        made: ['node!auto_0 for a'],
      },
    ],
    [
      'is nothing in place of a name that is unknown',
      {
        wishes: [{ address: 'web!a', consume: [auto], given: { db: ['x'] } }],
        faults: ['1:3 AYS_LINK_UNKNOWN'],
      },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })

  it('waits, without a fault, as long as nothing may be made', () => {
    const wishes = [
      { address: 'web!a', consume: [auto] },
      { address: 'web!b', consume: [{ role: 'web', argname: 'of', min: 1 }] },
    ]
    expect(resolve({ wishes }, false)).toEqual({
      links: ['web!b -> web!a'],
      faults: [],
      made: [],
    })
  })
})
