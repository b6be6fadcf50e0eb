import { RedisStore } from '@ays/store-redis'
import { expect, it } from 'vitest'
import { startCluster } from './start-cluster.ts'

const value = Uint8Array.of(1)

it('a cluster that is not there is AYS_STORE_UNREACHABLE', async () => {
  const store = new RedisStore({
    url: 'redis+cluster://127.0.0.1:1,127.0.0.1:2',
    repository: 'test',
  })
  await expect(store.open()).rejects.toMatchObject({ code: 'AYS_STORE_UNREACHABLE' })
})

it('repositories are spread over the nodes, each in one slot', async () => {
  await using cluster = await startCluster()
  for (let n = 0; n < 20; n++) {
    await using store = new RedisStore({ url: cluster.url, repository: `repository-${n}` })
    await store.open()
    await store.commit({ puts: [{ key: 'a', value }] })
  }
  const sizes = await Promise.all(cluster.nodes.map((node) => node.command('DBSIZE')))
  for (const size of sizes) {
    expect(Number(size)).toBeGreaterThan(0)
    expect(Number(size) % 3).toBe(0)
  }
})

it('what was under way when nodes of a cluster were killed goes on when they are back', async () => {
  await using cluster = await startCluster('--appendonly', 'yes', '--appendfsync', 'always')
  await using store = new RedisStore({ url: cluster.url, repository: 'test' })
  await store.open()
  const put = (n: number) => store.commit({ puts: [{ key: `k/${n}`, value }] })
  const settled = Promise.allSettled(Array.from({ length: 100 }, (_, n) => put(n)))
  for (const node of cluster.nodes) await node.restart()
  for (const outcome of await settled) expect(outcome.status).toBe('fulfilled')
  const { revision } = await put(100)
  expect(Number(revision)).toBe(101)
})
