import { MemoryStore } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { loadStore } from '../src/load-store.ts'

const options = { folder: '/nowhere', repository: 'test' }

describe('the URL of a store', () => {
  it('picks the store by its scheme', async () => {
    const { openStore } = await loadStore('memory:', new Map())
    expect(openStore('memory:', options)).toBeInstanceOf(MemoryStore)
  })

  it('picks that of a plugin for a scheme that AYS has not', async () => {
    const store = new MemoryStore()
    const plugins = new Map([['far', async () => ({ openStore: () => store })]])
    const { openStore } = await loadStore('far:', plugins)
    expect(openStore('far:', options)).toBe(store)
  })

  it('with a scheme that nobody knows is refused, and the near one is named', async () => {
    await expect(loadStore('rediz://host', new Map())).rejects.toMatchObject({
      code: 'AYS_STORE_URL',
      hint: expect.stringMatching(/^Did you mean "redis"\?\nKnown here: level, memory, redis/),
    })
  })

  it('is refused without a scheme, and never printed with its password', async () => {
    await expect(loadStore('.ays/db', new Map())).rejects.toMatchObject({
      code: 'AYS_STORE_URL',
    })
    const refused = loadStore('mongo://me:secret@host/db', new Map())
    await expect(refused).rejects.toThrow('"mongo://…@host/db" names no store')
  })
})
