import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { Durations } from '../../src/pool/durations.ts'

const waiting = (...codes: string[]) => codes.map((code) => ({ call: { code } }))

it('sends an action that was never measured alone', () => {
  const durations = new Durations()
  durations.note('known', 0.1)
  expect(durations.fit(waiting('new', 'known', 'known'), 100)).toBe(1)
  expect(durations.fit(waiting('known', 'known', 'new', 'known'), 100)).toBe(2)
})

it('sends together what takes no more than 5 ms', () => {
  const durations = new Durations()
  durations.note('a', 1)
  expect(durations.fit(waiting(...Array.from({ length: 50 }, () => 'a')), 100)).toBe(4)
})

it('believes a long job at once', () => {
  const durations = new Durations()
  for (let i = 0; i < 100; i++) durations.note('a', 0.01)
  expect(durations.fit(waiting('a', 'a', 'a'), 100)).toBe(3)
  durations.note('a', 50)
  expect(durations.fit(waiting('a', 'a', 'a'), 100)).toBe(1)
})

it('always sends at least one, never more than wait, than the limit, or than 100', () => {
  const names = ['a', 'b', 'c']
  const note = fc.tuple(fc.constantFrom(...names), fc.double({ min: 0, max: 20, noNaN: true }))
  const codes = fc.array(fc.constantFrom(...names, 'unknown'), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(fc.array(note), codes, fc.integer({ min: 1, max: 200 }), (notes, wait, limit) => {
      const durations = new Durations()
      for (const [code, duration] of notes) durations.note(code, duration)
      const size = durations.fit(waiting(...wait), limit)
      expect(size).toBeGreaterThanOrEqual(1)
      expect(size).toBeLessThanOrEqual(Math.min(wait.length, limit, 100))
      expect(wait.slice(1, size)).not.toContain('unknown')
      expect(durations.batch).toBeGreaterThanOrEqual(1)
      expect(durations.batch).toBeLessThanOrEqual(100)
    }),
  )
})
