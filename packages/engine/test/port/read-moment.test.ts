import { type Entry, MemoryStore, type ScanRange } from '@ays/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMoment } from '../../src/port/read-moment.ts'

const bytes = (number: number) => Uint8Array.of(number)

/** Between the first and the second key that is read, something is moved from one to the other. */
class MovingStore extends MemoryStore {
  moves = 0

  override async *scan(range: ScanRange): AsyncGenerator<Entry> {
    for await (const entry of super.scan(range)) {
      yield entry
      if (entry.key !== 'a/1' || this.moves === 0) continue
      this.moves -= 1
      const one = (await this.get('a/1'))?.value[0] ?? 0
      const two = (await this.get('b/2'))?.value[0] ?? 0
      const puts = [
        { key: 'a/1', value: bytes(one - 1) },
        { key: 'b/2', value: bytes(two + 1) },
      ]
      await this.commit({ puts })
    }
  }
}

describe('what is read of a store that changes meanwhile', () => {
  let store: MovingStore

  beforeEach(async () => {
    store = new MovingStore()
    await store.open()
    const puts = [
      { key: 'a/1', value: bytes(100) },
      { key: 'b/2', value: bytes(0) },
    ]
    await store.commit({ puts })
  })

  afterEach(() => store[Symbol.asyncDispose]())

  it.each([0, 1, 5])('is what was there at one moment, after %d changes', async (moves) => {
    store.moves = moves
    const entries = await readMoment(store, ['a/', 'b/'], {})
    expect(entries.map(({ value }) => value[0])).toEqual([100 - moves, moves])
  })

  it('is refused when it never comes to rest', async () => {
    store.moves = 1000
    await expect(readMoment(store, ['a/', 'b/'], {})).rejects.toMatchObject({
      code: 'AYS_STORE_CONFLICT',
    })
  })
})
