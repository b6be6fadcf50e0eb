import { expect, it } from 'vitest'
import { acyclicGraphs, cyclicGraphs, failurePatterns, range } from './graphs.ts'

// The numbers of unlabelled graphs: OEIS A003087 without circles, A000595 of all, loops counted.
it('there are 1, 2, 6, 31 and 302 graphs without circles of one to five nodes', () => {
  expect(range(5).map((less) => acyclicGraphs(less + 1).length)).toEqual([1, 2, 6, 31, 302])
})

it('and the others of one to three have circles', () => {
  const circles = [1, 2, 3].map((size) => cyclicGraphs(size).length)
  expect(circles).toEqual([2 - 1, 10 - 2, 104 - 6])
})

it('only what is reached can fail', () => {
  const chain = [[], [0], [1]]
  expect(failurePatterns(chain)).toEqual([[], [0], [1], [2]])
  const apart = [[], [], [0]]
  expect(failurePatterns(apart)).toEqual([[], [0], [1], [0, 1], [2], [1, 2]])
})
