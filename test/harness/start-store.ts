import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { type ChosenStore, pluginFolder } from './chosen-store.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'
import { runCli } from './run-cli.ts'

interface Started {
  readonly url?: string
  readonly plugin?: string
  readonly server?: AsyncDisposable
}

/** By what AYS_STORE may be. */
const STORES: Readonly<Record<string, () => Promise<Started>>> = {
  '': async () => ({}),
  level: async () => ({ url: 'level:.ays/db' }),
  lmdb: async () => ({ url: 'lmdb:.ays/lmdb', plugin: pluginFolder('store-lmdb') }),
  memory: async () => ({ url: 'memory:' }),
  postgres: async () => {
    const server = await startPostgres('max_connections=300')
    return { url: server.url, plugin: pluginFolder('store-postgres'), server }
  },
  redis: async () => {
    const server = await startRedis('--appendonly', 'yes')
    return { url: server.url, server }
  },
}

/** Starts the store that AYS_STORE names, for all files of the project; answers with what ends it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const name = process.env['AYS_STORE'] ?? ''
  const start = STORES[name]
  if (start === undefined) throw new Error(`AYS_STORE is none of ${Object.keys(STORES).join(' ')}`)
  const { url, plugin, server } = await start()
  const data = plugin === undefined ? undefined : await link(plugin)
  const chosen: ChosenStore = {
    ...(url !== undefined && { url }),
    env: data === undefined ? {} : { AYS_DATA_DIR: data },
    plugins: plugin === undefined ? [] : [plugin],
  }
  provide('store', chosen)
  return async () => {
    await server?.[Symbol.asyncDispose]()
    if (data !== undefined) await rm(data, { recursive: true, force: true })
  }
}

/** A folder in which the CLI finds this plugin, and no other. */
async function link(plugin: string): Promise<string> {
  const data = await mkdtemp(path.join(tmpdir(), 'ays-plugins-'))
  const env = { AYS_DATA_DIR: data }
  const { exitCode, stderr } = await runCli(['plugins', 'link', plugin, '--no-install'], { env })
  if (exitCode !== 0) throw new Error(`${plugin} cannot be linked: ${stderr}`)
  return data
}
