import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Cast } from '../src/cast.ts'
import { search } from '../src/search.ts'

const casts: fc.Arbitrary<Cast> = fc.integer({ min: 0, max: 1_000_000 }).map((number) => ({
  needs: [],
  subject: { template: 'site', name: 'one', data: { number } },
}))
const numberOf = ({ subject }: Cast) => Number(subject.data['number'])
const options = { seed: 1, runs: 10 }

it('finds the smallest cast that breaks a promise', async () => {
  const judge = async (cast: Cast) => (numberOf(cast) > 4321 ? { fault: 'too much' } : {})
  const { broken } = await search(casts, judge, options)
  expect(broken && numberOf(broken.cast)).toBe(4322)
  expect(broken?.fault).toBe('too much')
})

async function judged(seed: number): Promise<readonly number[]> {
  const numbers: number[] = []
  const judge = async (cast: Cast) => {
    numbers.push(numberOf(cast))
    return {}
  }
  expect(await search(casts, judge, { ...options, seed })).toEqual({ tried: 10 })
  return numbers
}

it('judges as many casts as it is told, the same ones for the same seed', async () => {
  expect(await judged(1)).toEqual(await judged(1))
  expect(await judged(1)).not.toEqual(await judged(2))
})

it('counts those that say something, and tells why the others do not', async () => {
  const never = { reason: 'odd', refused: true }
  const some = await search(
    casts,
    async (cast) => (numberOf(cast) % 2 === 1 ? { never } : {}),
    options,
  )
  expect(some).toEqual({ tried: 10, never })
  expect(await search(casts, async () => ({ never }), options)).toEqual({ tried: 0, never })
})

it('throws what judging throws, and judges no other', async () => {
  let calls = 0
  const judge = async () => {
    calls += 1
    throw new Error('no room')
  }
  await expect(search(casts, judge, options)).rejects.toThrow('no room')
  expect(calls).toBe(1)
})
