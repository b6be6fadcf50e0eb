import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MemoryStore, type Store, type StoreFactoryOptions } from '@ays/core'
import * as levelModule from '@ays/store-level'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StoreHarness } from '../src/store-harness.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ays-harness-'))
})
afterAll(() => rm(folder, { recursive: true }))

const silent = () => undefined
const put = (store: Store) => store.commit({ puts: [{ key: 'a', value: Uint8Array.of(1) }] })

/** A shared store on one server, which remembers what it was asked. */
function sharedModule() {
  const opened: string[] = []
  const erased: string[] = []
  class SharedStore extends MemoryStore {
    override readonly capabilities = { ...new MemoryStore().capabilities, shared: true }
  }
  return {
    opened,
    erased,
    openStore(_url: string, { repository }: StoreFactoryOptions) {
      opened.push(repository)
      return new SharedStore()
    },
    async eraseStore(_url: string, { repository }: StoreFactoryOptions) {
      erased.push(repository)
    },
  }
}

describe('the place where a store is checked', () => {
  it('is a new folder beside the one that the URL names, gone afterwards', async () => {
    const url = `level:${join(folder, 'db')}`
    const own = levelModule.openStore(url, { folder, repository: 'own' })
    await own.open()
    await put(own)
    const before = await readdir(folder)
    {
      await using harness = new StoreHarness(levelModule, url, silent)
      const first = await harness.create()
      const second = await harness.create()
      expect([await first.get('a'), await second.get('a')]).toEqual([undefined, undefined])
      await put(first)
      expect(await second.get('a')).toBeUndefined()
      expect(await readdir(folder)).toHaveLength(before.length + 1)
      await harness.destroy(first)
    }
    expect(await readdir(folder)).toEqual(before)
    expect(await own.get('a')).toBeDefined()
    await own[Symbol.asyncDispose]()
  })

  it('of a shared store is a repository of its own, erased with its first store', async () => {
    const module = sharedModule()
    {
      await using harness = new StoreHarness(module, 'shared://host', silent)
      const store = await harness.create()
      const sibling = await harness.sibling(store)
      await harness.destroy(sibling)
      expect(module.erased).toEqual([])
      await harness.destroy(store)
      await harness.create()
    }
    const [first = '', again, second = ''] = module.opened
    expect(again).toBe(first)
    expect(second).not.toBe(first)
    expect(module.erased).toEqual([first, second])
  })
})
