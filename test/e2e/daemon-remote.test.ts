import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCli } from '../harness/run-cli.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

let repository: TempRepository
/** Where there is no repository. */
let elsewhere: string
let url: string

beforeEach(async () => {
  repository = await createRepository({
    templates: {
      note: {
        schema: 'size = type:int default:1\n',
        actions: 'export const install = ({ log }) => log.info("installed")\n',
      },
    },
  })
  elsewhere = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
  const address = `127.0.0.1:${await freePort()}`
  url = `http://${address}`
  await repository.ays('daemon', 'start', '--listen', address)
})

afterEach(async () => {
  await repository.ays('daemon', 'stop', '--now')
  await repository[Symbol.asyncDispose]()
  await rm(elsewhere, { recursive: true })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

const from = (token: string | undefined, ...args: string[]) =>
  runCli(args, {
    cwd: elsewhere,
    env: { AYS_SERVER: url, ...(token !== undefined && { AYS_TOKEN: token }) },
  })

async function createToken(...args: string[]): Promise<string> {
  return (await repository.ays('daemon', 'token', 'create', ...args)).stdout.trim()
}

describe('a daemon elsewhere', () => {
  it('does what commands ask for, as who the token says', async () => {
    const token = await createToken('deploy', '--scope', 'write')
    await writeFile(path.join(elsewhere, 'site.yaml'), 'note__a:\n')
    const applied = await from(token, 'apply', 'site.yaml', '--yes', '--json')
    expect(applied).toMatchObject({ exitCode: 0 })
    expect(applied.json()).toMatchObject({ run: { state: 'ok', who: 'deploy' } })
    const unknown = await from(token, 'service', 'show', 'note!zzz')
    expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('note!zzz') })
    const audit = await repository.ays('daemon', 'audit', '--json')
    expect(audit.json()).toMatchObject([
      { who: 'deploy', operation: 'apply', status: 200 },
      { operation: 'createToken' },
    ])
  })

  it('lets nobody in without a token, with a revoked one, or beyond its scope', async () => {
    expect(await from(undefined, 'service', 'list')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('AYS_TOKEN'),
    })
    const token = await createToken('dashboard')
    expect(await from(token, 'service', 'list')).toMatchObject({ exitCode: 0 })
    expect(await from(token, 'daemon', 'token', 'list')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('AYS_FORBIDDEN'),
    })
    const [, id = ''] = token.split('_')
    expect(await repository.ays('daemon', 'token', 'revoke', id)).toMatchObject({ exitCode: 0 })
    expect(await from(token, 'service', 'list')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('AYS_UNAUTHENTICATED'),
    })
  })

  it('answers each caller no more often than it was told', async () => {
    await repository.ays('daemon', 'stop', '--now')
    const listen = ['daemon', 'start', '--listen', new URL(url).host]
    expect(await repository.ays(...listen, '--rate-limit', 'often')).toMatchObject({ exitCode: 2 })
    await repository.ays(...listen, '--rate-limit', '2/min')
    const statuses: number[] = []
    for (let asked = 0; asked < 3; asked++) statuses.push((await fetch(`${url}/healthz`)).status)
    expect(statuses).toEqual([200, 200, 429])
    expect(await repository.ays('service', 'list')).toMatchObject({ exitCode: 0 })
  })

  it('says to anybody that it is well, and to who may look what it measures', async () => {
    const token = await createToken('prometheus')
    for (const place of ['/healthz', '/readyz']) {
      expect((await fetch(`${url}${place}`)).status).toBe(200)
    }
    expect((await fetch(`${url}/metrics`)).status).toBe(401)
    expect((await fetch(`${url}/repositories/nobody/v1/info`)).status).toBe(404)
    const headers = { authorization: `Bearer ${token}` }
    const named = await fetch(`${url}/repositories/${repository.id}/metrics`, { headers })
    expect(named.status).toBe(200)
    const text = await named.text()
    expect(text).toContain('ays_store_seconds_count{method="commit"}')
    expect(text).toContain(`ays_leader{repository="${repository.id}"} 1`)
  })
})
