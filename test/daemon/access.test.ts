import { once } from 'node:events'
import { createServer } from 'node:http'
import { CapnpCodec } from '@ays/capnp-codec'
import { type AysApi, MemoryStore, type Scope } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { connectServer } from '@ays/daemon/client'
import { openAccess } from '@ays/engine'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestEngine } from '../harness/engine.ts'
import { createRepository } from '../harness/temp-repository.ts'

const signal = new AbortController().signal
const FILES = [{ file: 'site.yaml', text: 'db__main:\n' }]
const TEMPLATES = {
  db: {
    schema: 'port = type:int default:1\n',
    actions: 'export const install = () => undefined\n',
  },
}

let own: AysApi
let url: string
let opened: AsyncDisposable[]

/** A repository, served over TCP as a daemon does. */
beforeEach(async () => {
  const repository = await createRepository({ templates: TEMPLATES })
  const store = new MemoryStore()
  await store.open()
  const engine = await openTestEngine(repository.folder, store)
  const access = openAccess({ store, codec: new CapnpCodec() })
  const server = await createApiServer({
    api: engine.api,
    access,
  })
  const listener = createServer(server.handleRemote)
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  own = engine.api
  const closeListener = async () => {
    listener.closeAllConnections()
    listener.close()
  }
  opened = [repository, store, engine, server, { [Symbol.asyncDispose]: closeListener }]
})

afterEach(async () => {
  for (const one of opened.toReversed()) await one[Symbol.asyncDispose]()
})

async function enter(secret: string): Promise<AysApi> {
  const api = await connectServer({ url, token: secret, signal })
  opened.push(api)
  return api
}

async function comeWith(scope: Scope, name = 'ci'): Promise<AysApi> {
  return enter((await own.createToken({ name, scope })).secret)
}

async function applySite(api: AysApi, who?: string) {
  const { id } = await api.plan({ kind: 'blueprint', files: FILES })
  return api.apply({ plan: id, ...(who !== undefined && { who }) })
}

describe('a token', () => {
  it('is who did it, whatever its owner says', async () => {
    const api = await comeWith('write', 'deploy')
    const { run } = await applySite(api, 'root')
    expect(run?.who).toBe('deploy')
    const { revisions } = await own.serviceHistory('db!main')
    expect(revisions.map(({ who }) => who)).toEqual(['deploy'])
  })

  it('that may run runs what is declared, and declares nothing', async () => {
    await applySite(own)
    const api = await comeWith('run')
    const again = await api.plan({ kind: 'do', action: 'install', force: true })
    expect(await api.apply({ plan: again.id })).toMatchObject({ run: { state: 'ok', who: 'ci' } })
    const files = [{ file: 'site.yaml', text: 'db__main:\ndb__other:\n' }]
    const more = await api.plan({ kind: 'blueprint', files })
    await expect(api.apply({ plan: more.id })).rejects.toMatchObject({ code: 'AYS_FORBIDDEN' })
    await expect(api.apply({ plan: 'unknown' })).rejects.toMatchObject({ code: 'AYS_FORBIDDEN' })
  })

  it('that may write brings no bytes for the store, no debugger, and sees no secrets', async () => {
    const api = await comeWith('write')
    const { id } = await api.plan({ kind: 'blueprint', files: FILES })
    const file = await api.savePlan(id)
    await expect(api.apply({ file })).rejects.toMatchObject({ code: 'AYS_FORBIDDEN' })
    const inspect = { service: 'db!main', action: 'install' }
    await expect(api.apply({ plan: id, inspect })).rejects.toMatchObject({ code: 'AYS_FORBIDDEN' })
    await api.apply({ plan: id })
    const secrets = api.showService('db!main', { secrets: true })
    await expect(secrets).rejects.toMatchObject({ code: 'AYS_FORBIDDEN' })
    const admin = await comeWith('admin', 'ops')
    expect(await admin.showService('db!main', { secrets: true })).toMatchObject({ name: 'main' })
  })

  it('lets nobody in once it has expired or was revoked', async () => {
    const soon = await own.createToken({ name: 'ci', scope: 'read', expires: Date.now() + 300 })
    const other = await own.createToken({ name: 'ci', scope: 'read' })
    const api = await enter(other.secret)
    await expect(api.listRuns()).resolves.toEqual([])
    await own.revokeToken(other.token.id)
    await expect(api.listRuns()).rejects.toMatchObject({ code: 'AYS_UNAUTHENTICATED' })
    const late = await enter(soon.secret)
    await expect
      .poll(() => late.listRuns().catch((error: unknown) => error), { timeout: 5000 })
      .toMatchObject({ code: 'AYS_UNAUTHENTICATED' })
  })

  it('of one repository says nothing to another', async () => {
    const store = new MemoryStore()
    await store.open()
    const elsewhere = openAccess({ store, codec: new CapnpCodec() })
    const { secret } = await own.createToken({ name: 'ci', scope: 'admin' })
    expect(await elsewhere.authenticate(secret)).toBeUndefined()
    await store[Symbol.asyncDispose]()
  })

  it('with another secret behind its id is none', async () => {
    const { secret } = await own.createToken({ name: 'ci', scope: 'admin' })
    const forged = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`
    await expect((await enter(forged)).info()).rejects.toMatchObject({
      code: 'AYS_UNAUTHENTICATED',
    })
  })
})

describe('the record of calls', () => {
  it('holds who changed what, with the answer, and nothing of who only looked', async () => {
    const api = await comeWith('write', 'deploy')
    await applySite(api)
    await api.listServices()
    await expect(api.deleteRuns({ ids: ['none'] })).rejects.toMatchObject({
      code: 'AYS_RUN_UNKNOWN',
    })
    const entries = await own.listAudit()
    expect(entries).toMatchObject([
      { who: 'deploy', operation: 'deleteRuns', status: 404 },
      { who: 'deploy', operation: 'apply', status: 200 },
    ])
    expect(await own.listAudit({ limit: 1 })).toEqual([entries[0]])
    expect(await own.listAudit({ before: entries[0]?.id ?? '' })).toEqual([entries[1]])
  })
})
