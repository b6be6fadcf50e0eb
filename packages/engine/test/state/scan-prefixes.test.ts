import { type Entry, MemoryStore } from '@ays/core'
import { assert, asyncProperty, constantFrom, tuple, uniqueArray } from 'fast-check'
import { expect, it } from 'vitest'
import { scanPrefixes } from '../../src/state/scan-prefixes.ts'

/** Counts what is read, so that a test can say what a look-up costs. */
class CountingStore extends MemoryStore {
  scans = 0
  entries = 0

  override async *scan(...args: Parameters<MemoryStore['scan']>): AsyncGenerator<Entry> {
    this.scans += 1
    for await (const entry of super.scan(...args)) {
      this.entries += 1
      yield entry
    }
  }
}

async function storeWith(keys: Iterable<string>): Promise<CountingStore> {
  const store = new CountingStore()
  await store.open()
  await store.commit({ puts: [...keys].map((key) => ({ key, value: new Uint8Array(0) })) })
  return store
}

const part = constantFrom('a', 'b', 'ab', 'b-', 'c.1', '%C3%A9')

it('finds for each prefix exactly the keys that begin with it', async () => {
  const pair = tuple(part, part)
  const sets = uniqueArray(pair, { selector: String })
  await assert(
    asyncProperty(sets, uniqueArray(part), async (pairs, asked) => {
      const keys = pairs.map(([producer, consumer]) => `by/${producer}/${consumer}`)
      const prefixes = asked.map((one) => `by/${one}/`)
      const found = await scanPrefixes(await storeWith(keys), prefixes)
      for (const prefix of prefixes) {
        const expected = keys.filter((key) => key.startsWith(prefix)).toSorted()
        expect(found.get(prefix)).toEqual(expected)
      }
    }),
  )
})

const names = Array.from({ length: 10_000 }, (_, at) => String(at).padStart(5, '0'))

it('reads neighbours in one scan, however many they are', async () => {
  const store = await storeWith(names.map((name) => `by/${name}/x`))
  await scanPrefixes(
    store,
    names.map((name) => `by/${name}/`),
  )
  expect({ scans: store.scans, entries: store.entries }).toEqual({ scans: 1, entries: 10_000 })
})

it('does not read over what is far away', async () => {
  const store = await storeWith(names.map((name) => `by/${name}/x`))
  await scanPrefixes(store, ['by/00000/', 'by/09999/'])
  expect(store.scans).toBe(2)
  expect(store.entries).toBeLessThan(300)
})
