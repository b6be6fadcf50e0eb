import { describe, expect, it } from 'vitest'
import { resolveLinks } from '../../src/link/resolve-links.ts'
import { expected, type LinkCase, known, lookupOf, resolve, wishesOf } from './link-world.ts'

const b = known('db!b')
const c = known('db!c')
const db = { role: 'db', min: 1 }

describe('every fault', () => {
  it('is told at once, and spares the other wishes', () => {
    const links: LinkCase = {
      wishes: [
        { address: 'web!a', consume: [db], given: { db: ['x', 'y'] } },
        { address: 'web!b', consume: [db], given: { db: ['b'] } },
        { address: 'web!c', parent: { role: 'node' }, consume: [db] },
      ],
      there: [b, c],
      links: ['web!b -> db!b *'],
      faults: [
        '1:3 AYS_LINK_UNKNOWN',
        '1:3 AYS_LINK_UNKNOWN',
        '3:1 AYS_LINK_MISSING',
        '3:1 AYS_LINK_AMBIGUOUS',
      ],
    }
    expect(resolve(links)).toEqual(expected(links))
  })

  it('says what was probably meant', () => {
    const wishes = wishesOf([
      { address: 'web!a', consume: [db], given: { db: ['mian'] } },
      { address: 'db!main' },
    ])
    expect(resolveLinks(wishes, lookupOf([]), true).diagnostics).toMatchObject([
      { summary: 'web!a names db!mian, which does not exist', detail: 'Did you mean "main"?' },
    ])
  })
})
