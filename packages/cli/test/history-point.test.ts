import { describe, expect, it } from 'vitest'
import { parsePoint } from '../src/history-point.ts'

const NOW = 1_000_000_000_000

describe('a point of a history', () => {
  it.each([
    ['3', { revision: 3 }],
    ['2h', { at: NOW - 7_200_000 }],
    ['1.5d', { at: NOW - 129_600_000 }],
    ['2026-11-24T09:30:00Z', { at: Date.UTC(2026, 10, 24, 9, 30) }],
    ['2026-11-24T09:30+02:00', { at: Date.UTC(2026, 10, 24, 7, 30) }],
    ['2026-11-24T09:30', { at: new Date(2026, 10, 24, 9, 30).getTime() }],
    ['2026-11-24 09:30', { at: new Date(2026, 10, 24, 9, 30).getTime() }],
    ['2026-11-24', { at: new Date(2026, 10, 24).getTime() }],
  ])('is written %s', (text, point) => {
    expect(parsePoint(text, NOW)).toEqual(point)
  })

  it.each(['', 'yesterday', '-1', '2x', '2026-13-40', '11/24/2026'])(
    'is not written "%s"',
    (text) => {
      expect(() => parsePoint(text, NOW)).toThrow('neither a revision nor a time')
    },
  )
})
