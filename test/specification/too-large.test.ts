import { MemoryStore } from '@ays/core'
import { expect, it } from 'vitest'
import { createWorld } from './world.ts'

/** Takes the plan of a few services in one commit, and not one that makes their run, too. */
class SmallStore extends MemoryStore {
  override readonly capabilities = {
    ...new MemoryStore().capabilities,
    limits: { keys: 60, bytes: 2 ** 20, value: 2 ** 20 },
  }
}

const TEN = Array.from({ length: 10 }, (_, at) => `app__n${at}:\n`).join('')

it('what is more than a commit of the store is refused as a whole, with the way that is left', async () => {
  await using world = await createWorld({ app: { does: ['install'] } }, undefined, new SmallStore())
  const refused = await world.apply(TEN).catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: 'AYS_STORE_TOO_LARGE',
    message: expect.stringContaining('the plan is too large for one commit'),
    hint: expect.stringContaining('--no-run'),
  })
  expect(await world.services()).toEqual([])
  await world.apply(TEN, { noRun: true })
  const { run } = await world.apply({ kind: 'pending' })
  expect(run?.state).toBe('ok')
})
