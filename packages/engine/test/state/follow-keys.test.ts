import { once } from 'node:events'
import { MemoryStore, type Store } from '@ays/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { followKeys } from '../../src/state/follow-keys.ts'

const LONG = 60_000
const NOTHING = new Uint8Array(0)

let store: MemoryStore
let leave: AbortController

beforeEach(async () => {
  store = new MemoryStore()
  await store.open()
  leave = new AbortController()
})

afterEach(async () => {
  leave.abort()
  await store[Symbol.asyncDispose]()
})

const put = (...keys: string[]) =>
  store.commit({ puts: keys.map((key) => ({ key, value: NOTHING })) })

it('first all may have changed; then the keys under the prefix that did', async () => {
  const news = followKeys(store, 'a/', { signal: leave.signal, pulse: LONG })
  expect((await news.next()).value?.keys).toBeUndefined()
  await put('a/1', 'b/1')
  expect((await news.next()).value?.keys).toEqual(new Set(['a/1']))
  const next = news.next()
  await put('a/3')
  expect((await next).value?.keys).toEqual(new Set(['a/3']))
})

it('a change between two answers is not lost', async () => {
  const news = followKeys(store, 'a/', { signal: leave.signal, pulse: LONG })
  await news.next()
  await put('a/1')
  await put('a/2')
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await news.next()).value?.keys).toEqual(new Set(['a/1', 'a/2']))
})

it('when the pulse is over, no key has changed', async () => {
  const news = followKeys(store, 'a/', { signal: leave.signal, pulse: 1 })
  await news.next()
  expect((await news.next()).value?.keys).toEqual(new Set())
})

it('a store that cannot watch is looked at again at each pulse', async () => {
  const blind: Store = Object.create(store, {
    capabilities: { value: { ...store.capabilities, watch: false } },
  })
  const news = followKeys(blind, 'a/', { signal: leave.signal, pulse: 1 })
  expect((await news.next()).value?.keys).toBeUndefined()
  expect(await news.next()).toEqual({
    done: false,
    value: { keys: undefined, mark: undefined },
  })
})

it('a mark is before a commit of which more may come', async () => {
  const slow: Store = Object.create(store, {
    watch: {
      async *value() {
        yield { key: 'a/1', revision: '5' }
        await new Promise((resolve) => setTimeout(resolve, 5))
        yield { key: 'a/2', revision: '5' }
        await once(leave.signal, 'abort')
      },
    },
  })
  const news = followKeys(slow, 'a/', { signal: leave.signal, pulse: LONG, from: '3' })
  expect((await news.next()).value).toEqual({ keys: new Set(['a/1']), mark: '4' })
  expect((await news.next()).value).toEqual({ keys: new Set(['a/2']), mark: undefined })
})

it('what follows from a mark misses nothing', async () => {
  const news = followKeys(store, 'a/', { signal: leave.signal, pulse: LONG })
  await news.next()
  await put('a/1')
  const mark = (await news.next()).value?.mark
  await put('a/2')
  const told = new Set<string>()
  for await (const { keys } of followKeys(store, 'a/', { signal: leave.signal, from: mark })) {
    for (const key of keys ?? []) told.add(key)
    if (told.has('a/2')) break
  }
  expect(told).toEqual(new Set(['a/1', 'a/2']))
})

it('the following ends with the signal, and when the store closes', async () => {
  const news = followKeys(store, 'a/', { signal: leave.signal, pulse: LONG })
  await news.next()
  const next = news.next()
  leave.abort()
  expect((await next).done).toBe(true)
  const other = followKeys(store, 'a/', { signal: new AbortController().signal, pulse: LONG })
  await other.next()
  const last = other.next()
  await store[Symbol.asyncDispose]()
  expect((await last).done).toBe(true)
})
