import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { RedisStore } from '@ays/store-redis'
import { afterAll, expect, it } from 'vitest'
import { freePorts, type RedisServer, startRedis } from './start-redis.ts'

const value = Uint8Array.of(1)
const folder = await mkdtemp(join(tmpdir(), 'ays-redis-test-'))
afterAll(() => rm(folder, { recursive: true }))

async function roundTrip(url: string): Promise<void> {
  await using store = new RedisStore({ url, repository: 'test', folder })
  await store.open()
  await store.commit({ puts: [{ key: 'a', value }] })
  expect((await store.get('a'))?.value).toEqual(value)
}

const patient = { timeout: 20_000 }
const address = (port: number) => ['--bind', '127.0.0.1', '--port', String(port)]

it('a server is reached by TCP, and another database is another place', async () => {
  const [port = 0] = await freePorts(1)
  await using server = await startRedis(...address(port))
  await roundTrip(`redis://127.0.0.1:${port}/3`)
  expect(await server.command('DBSIZE')).toBe(0)
})

it('a server is reached by TLS, and both sides show their certificates', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const request = 'req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1'.split(' ')
  const rest = ['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert]
  await promisify(execFile)('openssl', [...request, ...rest])
  const [port = 0] = await freePorts(1)
  const files = ['--tls-key-file', key, '--tls-cert-file', cert, '--tls-ca-cert-file', cert]
  await using server = await startRedis('--bind', '127.0.0.1', '--tls-port', String(port), ...files)
  await roundTrip(`rediss://127.0.0.1:${port}?ca=cert.pem&cert=cert.pem&key=key.pem`)
  expect(await server.command('DBSIZE')).toBe(3)
  const untrusted = roundTrip(`rediss://127.0.0.1:${port}`)
  await expect(untrusted).rejects.toMatchObject({ code: 'AYS_STORE_UNREACHABLE' })
})

it('sentinels are asked for the master, also when it has become another one', async () => {
  const [masterPort = 0, replicaPort = 0, sentinelPort = 0] = await freePorts(3)
  await using master = await startRedis(...address(masterPort), '--repl-diskless-sync-delay', '0')
  const replicaOf = ['--replicaof', '127.0.0.1', String(masterPort)]
  await using replica = await startRedis(...address(replicaPort), ...replicaOf)
  await using sentinel = await startSentinel(sentinelPort, masterPort)
  await expect.poll(() => sentinel.command('SENTINEL', 'REPLICAS', 'main'), patient).toHaveLength(1)
  const url = `redis+sentinel://127.0.0.1:${sentinelPort}/main`
  await using store = new RedisStore({ url, repository: 'test' })
  await store.open()
  await store.commit({ puts: [{ key: 'a', value }] })
  await expect.poll(() => replica.command('EXISTS', 'ays:{test}:idx'), patient).toBe(1)
  await master.kill()
  await store.commit({ puts: [{ key: 'b', value }] })
  expect((await store.getMany(['a', 'b'])).map((entry) => entry?.key)).toEqual(['a', 'b'])
})

async function startSentinel(port: number, masterPort: number): Promise<RedisServer> {
  const file = join(folder, 'sentinel.conf')
  const lines = [
    `sentinel monitor main 127.0.0.1 ${masterPort} 1`,
    'sentinel down-after-milliseconds main 300',
    'sentinel failover-timeout main 3000',
  ]
  await writeFile(file, lines.join('\n'))
  return startRedis(file, '--sentinel', ...address(port))
}
