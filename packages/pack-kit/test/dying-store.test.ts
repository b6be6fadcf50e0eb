import { MemoryStore, type Store } from '@ays/core'
import { expect, it } from 'vitest'
import { DyingStore } from '../src/dying-store.ts'

const put = (store: Store, key: string) =>
  store.commit({ puts: [{ key, value: new Uint8Array() }] })

it('a store that dies at a commit does none from then on, and answers nothing', async () => {
  const real = new MemoryStore()
  const dying = new DyingStore(1)
  const store = dying.around(real)
  await store.open()
  await put(store, 'a')
  expect(dying.dead).toBe(false)
  const refused = { code: 'AYS_STORE_NOT_OPEN' }
  await expect(async () => put(store, 'b')).rejects.toMatchObject(refused)
  await expect(async () => store.get('a')).rejects.toMatchObject(refused)
  expect(dying.dead).toBe(true)
  expect(await real.get('a')).toBeDefined()
  expect(await real.get('b')).toBeUndefined()
  await dying[Symbol.asyncDispose]()
  await expect(async () => real.get('a')).rejects.toMatchObject(refused)
})
