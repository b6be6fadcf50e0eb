import { compareKeys, keyBounds } from '@ays/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

const key = fc.string({
  unit: fc.constantFrom('', 'a', 'b', '\0', '퟿', '\ue000', '\uffff', '😀', '\u{10ffff}'),
  maxLength: 4,
})
const byteOrder = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))

it('keys are compared as the bytes of their UTF-8 form', () => {
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(byteOrder(a, b))
    }),
  )
})

it('the bounds of a range hold exactly the keys that prefix, from and to allow', () => {
  const range = fc.record({ prefix: key, from: key, to: key }, { requiredKeys: [] })
  fc.assert(
    fc.property(range, key, ({ prefix = '', from = '', to }, candidate) => {
      const allowed =
        candidate.startsWith(prefix) &&
        byteOrder(candidate, from) >= 0 &&
        (to === undefined || byteOrder(candidate, to) < 0)
      const bounds = keyBounds({ prefix, from, ...(to === undefined ? {} : { to }) })
      const inside =
        bounds !== undefined &&
        byteOrder(candidate, bounds.from) >= 0 &&
        (bounds.to === undefined || byteOrder(candidate, bounds.to) < 0)
      expect(inside).toBe(allowed)
    }),
    { numRuns: 1000 },
  )
})
