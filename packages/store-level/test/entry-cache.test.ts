import { expect, it } from 'vitest'
import { EntryCache } from '../src/entry-cache.ts'

const entryOf = (key: string, text: string) => ({
  key,
  value: new TextEncoder().encode(text),
  version: '1',
})

it('gives back what was set last, and nothing that was deleted', () => {
  const cache = new EntryCache(2 ** 20)
  cache.set(entryOf('a', 'first'))
  cache.set(entryOf('a', 'second'))
  cache.set(entryOf('b', 'other'))
  cache.delete('b')
  expect(cache.get('a')).toEqual(entryOf('a', 'second'))
  expect(cache.get('b')).toBeUndefined()
})

it('forgets the oldest first, and never holds more than it may', () => {
  const size = 1000
  const cache = new EntryCache(10 * size)
  const keys = Array.from({ length: 100 }, (_, at) => `key-${at}`)
  for (const key of keys) cache.set(entryOf(key, 'x'.repeat(size)))
  const kept = keys.filter((key) => cache.get(key) !== undefined)
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThanOrEqual(10)
  expect(kept).toEqual(keys.slice(-kept.length))
})

it('knows that an entry which was deleted is not there, until it is set again', () => {
  const cache = new EntryCache(2 ** 20)
  cache.set(entryOf('a', 'first'))
  cache.delete('a')
  expect([cache.lacks('a'), cache.lacks('never asked')]).toEqual([true, false])
  cache.set(entryOf('a', 'again'))
  expect([cache.lacks('a'), cache.get('a')]).toEqual([false, entryOf('a', 'again')])
})

it('has nothing of an entry that was deleted after it grew old', () => {
  const cache = new EntryCache(4000)
  cache.set(entryOf('old', 'x'))
  cache.set(entryOf('big', 'x'.repeat(2000)))
  expect(cache.get('old')).toBeDefined()
  cache.delete('old')
  expect(cache.get('old')).toBeUndefined()
})
