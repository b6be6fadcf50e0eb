import { describe, expect, it } from 'vitest'
import { expected, type LinkCase, known, resolve } from './link-world.ts'

describe('a parent', () => {
  const parent = { role: 'node' }
  const n = known('node!n')

  it.each<[string, LinkCase]>([
    [
      'that is named is linked',
      {
        wishes: [{ address: 'app!a', parent, given: { node: ['n'] } }],
        there: [n, known('node!m')],
        links: ['app!a => node!n *'],
      },
    ],
    [
      'is the only one of its role',
      { wishes: [{ address: 'app!a', parent }], there: [n], links: ['app!a => node!n'] },
    ],
    ['is needed', { wishes: [{ address: 'app!a', parent }], faults: ['1:1 AYS_LINK_MISSING'] }],
    [
      'that is optional may be absent',
      { wishes: [{ address: 'app!a', parent: { ...parent, optional: true } }] },
    ],
    [
      'that is optional is not looked for once the service is there without one',
      {
        wishes: [
          { address: 'app!a', parent: { ...parent, optional: true }, stored: known('app!a') },
        ],
        there: [n, known('app!a')],
      },
    ],
    [
      'that is optional is none of those that others need made',
      {
        wishes: [
          { address: 'app!a', parent: { ...parent, auto: true } },
          { address: 'app!b', parent: { ...parent, optional: true } },
        ],
        links: ['app!a => node!auto_0'],
        made: ['node!auto_0 for a'],
      },
    ],
    [
      'that is optional and could be one of several is left away, with a warning',
      {
        wishes: [{ address: 'app!a', parent: { ...parent, optional: true } }],
        there: [n, known('node!m')],
        faults: ['1:1 AYS_LINK_AMBIGUOUS'],
      },
    ],
    [
      'that could be one of several is ambiguous',
      {
        wishes: [{ address: 'app!a', parent: { ...parent, auto: true } }],
        there: [n, known('node!m')],
        faults: ['1:1 AYS_LINK_AMBIGUOUS'],
      },
    ],
    [
      'is db, not two',
      {
        wishes: [{ address: 'app!a', parent, given: { node: ['n', 'm'] } }],
        there: [n, known('node!m')],
        faults: ['1:3 AYS_LINK_TOO_MANY'],
      },
    ],
    [
      'that is named and nobody has is a fault, optional or auto as it may be',
      {
        wishes: [
          {
            address: 'app!a',
            parent: { ...parent, optional: true, auto: true },
            given: { node: ['x'] },
          },
        ],
        faults: ['1:3 AYS_LINK_UNKNOWN'],
      },
    ],
  ])('%s', (_, links) => {
    expect(resolve(links)).toEqual(expected(links))
  })
})
