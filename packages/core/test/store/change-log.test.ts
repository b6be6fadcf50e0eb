import { type Change, ChangeLog } from '@ays/core'
import { expect, it } from 'vitest'

const commit = (revision: number, ...puts: string[]) => ({ revision, puts, deletes: [] })

async function take(changes: AsyncIterable<Change>, count: number): Promise<string[]> {
  const taken: string[] = []
  for await (const { key } of changes) if (taken.push(key) === count) break
  return taken
}

it('at least as many changes as its capacity are remembered, and not many more', async () => {
  const log = new ChangeLog(0, 100)
  for (let revision = 1; revision <= 1000; revision++) log.append(commit(revision, `k/${revision}`))
  expect(await take(log.watch('', { from: '950' }), 50)).toHaveLength(50)
  await expect(take(log.watch('', { from: '700' }), 1)).rejects.toMatchObject({
    code: 'AYS_STORE_WATCH_LOST',
  })
})

it('the latest commit is remembered, however large it is', async () => {
  const log = new ChangeLog(0, 100)
  const keys = Array.from({ length: 1000 }, (_, index) => `k/${index}`)
  log.append(commit(1, 'a'))
  log.append(commit(2, ...keys))
  expect(await take(log.watch('', { from: '1' }), 1000)).toEqual(keys)
})

it('who reads slowly and loses changes is told so, after what it has read', async () => {
  const log = new ChangeLog(0, 100)
  log.append(commit(1, 'a'))
  const changes = log.watch('', { from: '0' })[Symbol.asyncIterator]()
  expect((await changes.next()).value).toMatchObject({ key: 'a' })
  for (let revision = 2; revision <= 1000; revision++) log.append(commit(revision, 'b'))
  await expect(changes.next()).rejects.toMatchObject({ code: 'AYS_STORE_WATCH_LOST' })
})
