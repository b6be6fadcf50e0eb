import {
  array,
  assert,
  constant,
  constantFrom,
  infiniteStream,
  nat,
  property,
  record,
} from 'fast-check'
import { expect, it } from 'vitest'
import { ReadyQueue } from '../../src/run/ready-queue.ts'
import { type Limit, Slots } from '../../src/run/slots.ts'

const one = (name: string): Limit[] => [{ name, most: 1 }]

it('jobs leave the queue in the order in which they came', () => {
  const queue = new ReadyQueue()
  const limits = [[], one('a'), [], one('b')]
  limits.forEach((limit, number) => queue.push(number, limit))
  expect(limits.map(() => queue.shift(() => true))).toEqual([0, 1, 2, 3])
  expect(queue.shift(() => true)).toBeUndefined()
  expect(queue.size).toBe(0)
})

it('a job that its limits hold back keeps its turn and lets others pass', () => {
  const queue = new ReadyQueue()
  const slots = new Slots()
  const take = (limits: readonly Limit[]) => slots.take(limits)
  queue.push(0, one('a'))
  queue.push(1, one('a'))
  queue.push(2, [])
  expect([queue.shift(take), queue.shift(take), queue.shift(take)]).toEqual([0, 2, undefined])
  queue.push(3, one('a'))
  slots.give(one('a'))
  expect(queue.shift(take)).toBe(1)
})

it('a place of several limits is taken only when all of them have one', () => {
  const slots = new Slots()
  expect(slots.take(one('a'))).toBe(true)
  expect(slots.take([...one('b'), ...one('a')])).toBe(false)
  expect(slots.take(one('b'))).toBe(true)
})

it('who waits for a place hears of each that is given back, until it leaves', () => {
  const slots = new Slots()
  let heard = 0
  const leave = slots.onFree(() => (heard += 1))
  slots.take(one('a'))
  slots.give(one('a'))
  slots.give([])
  leave()
  slots.take(one('a'))
  slots.give(one('a'))
  expect(heard).toBe(1)
})

it('whatever comes and ends, no limit is exceeded and every job starts', () => {
  const job = record({ lane: constantFrom('a', 'b', ''), most: constant(2) })
  assert(
    property(array(job, { maxLength: 40 }), infiniteStream(nat()), (jobs, picks) => {
      const queue = new ReadyQueue()
      const slots = new Slots()
      const limits = jobs.map(({ lane, most }) => (lane === '' ? [] : [{ name: lane, most }]))
      limits.forEach((limit, number) => queue.push(number, limit))
      const running: number[] = []
      const started: number[] = []
      while (queue.size + running.length > 0) {
        for (;;) {
          const next = queue.shift((limit) => slots.take(limit))
          if (next === undefined) break
          running.push(next)
          started.push(next)
        }
        for (const lane of ['a', 'b']) {
          expect(running.filter((number) => jobs[number]?.lane === lane).length).toBeLessThan(3)
        }
        const [ended = 0] = running.splice((picks.next().value ?? 0) % running.length, 1)
        slots.give(limits[ended] ?? [])
      }
      expect(started.toSorted((a, b) => a - b)).toEqual([...jobs.keys()])
    }),
  )
})
