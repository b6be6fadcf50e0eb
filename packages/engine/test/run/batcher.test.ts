import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Batcher } from '../../src/run/batcher.ts'

it('what comes together is worked on together', async () => {
  const batches: (readonly number[])[] = []
  const batcher = new Batcher<number>(async (batch) => void batches.push(batch))
  for (const item of [1, 2, 3]) batcher.add(item)
  await Promise.resolve().then(() => batcher.add(4))
  await turn()
  expect(batches).toEqual([[1, 2, 3, 4]])
})

it('what comes while a batch is worked on is the next one, and only then', async () => {
  const batches: (readonly number[])[] = []
  let go: (() => void) | undefined
  const batcher = new Batcher<number>(async (batch) => {
    batches.push(batch)
    await new Promise<void>((resolve) => (go = resolve))
  })
  batcher.add(1)
  await turn()
  batcher.add(2)
  batcher.add(3)
  await turn()
  expect(batches).toEqual([[1]])
  go?.()
  await turn()
  expect(batches).toEqual([[1], [2, 3]])
  go?.()
  await turn()
  batcher.add(4)
  await turn()
  expect(batches).toEqual([[1], [2, 3], [4]])
})
