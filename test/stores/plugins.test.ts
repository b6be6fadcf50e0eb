import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pluginFolder } from '../harness/chosen-store.ts'
import { type PostgresServer, startPostgres } from '../harness/postgres.ts'
import { runCli } from '../harness/run-cli.ts'
import { createRepository } from '../harness/temp-repository.ts'

let postgres: PostgresServer
/** Where `ays plugins` keeps what it knows. */
let data: string

beforeAll(async () => {
  postgres = await startPostgres()
  data = await mkdtemp(path.join(tmpdir(), 'ays-plugins-'))
  for (const name of ['store-lmdb', 'store-postgres']) {
    await runCli(['plugins', 'link', pluginFolder(name), '--no-install'], { env: env() })
  }
})
afterAll(async () => {
  await postgres[Symbol.asyncDispose]()
  await rm(data, { recursive: true, force: true })
})

const env = () => ({ AYS_DATA_DIR: data })
const SITE = {
  templates: {
    app: { schema: 'size = type:int', actions: 'export const install = () => undefined\n' },
  },
  blueprints: { 'site.yaml': 'app__web:\n  size: 7\n' },
}

it('a repository moves from LevelDB to a plugin store and to the next, and is used there', async () => {
  await using repository = await createRepository({ ...SITE, store: 'level:.ays/db' }, env())
  expect(await repository.ays('apply', '--yes')).toMatchObject({ exitCode: 0 })
  for (const [scheme, url] of [
    ['lmdb', 'lmdb:.ays/lmdb'],
    ['postgres', postgres.url],
  ] as const) {
    expect(await repository.ays('store', 'migrate', '--to', url)).toMatchObject({ exitCode: 0 })
    expect((await repository.ays('store', 'info', '--json')).json()).toMatchObject({
      scheme,
      shared: true,
      durable: true,
      services: 1,
      bytes: expect.any(Number),
      users: [expect.stringMatching(/^process \d+/)],
    })
    expect(await repository.ays('apply', '--yes')).toMatchObject({ exitCode: 0 })
    expect((await repository.ays('store', 'verify', '--json')).json()).toMatchObject({ found: 0 })
  }
})

it('the scheme of a plugin that is not there is told, with what is known', async () => {
  await using repository = await createRepository(
    { ...SITE, store: 'lmdb:.ays/lmdb' },
    { AYS_DATA_DIR: path.join(data, 'nothing') },
  )
  const { exitCode, stderr } = await repository.ays('store', 'info')
  expect(exitCode).not.toBe(0)
  expect(stderr).toContain('AYS_STORE_URL')
})
