import { once } from 'node:events'
import { createServer, request, type ServerResponse } from 'node:http'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { AysApi } from '@ays/core'
import { createApiServer } from '@ays/daemon'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

let site: ServedSite
let folder: string

beforeEach(async () => {
  site = await openServedSite()
  folder = await mkdtemp(path.join(tmpdir(), 'ays-test-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
  await site[Symbol.asyncDispose]()
})

it('who is lost while the token is looked up is not told of changes for ever', async () => {
  let ended = false
  const api: AysApi = Object.assign(Object.create(site.api), {
    async watchChanges({ signal }: { readonly signal: AbortSignal }) {
      if (!signal.aborted) await once(signal, 'abort')
      ended = true
      throw signal.reason
    },
  })
  const asked: ServerResponse[] = []
  const access = {
    async authenticate() {
      const [response] = asked
      lost.destroy()
      if (response) await once(response, 'close')
      return { who: 'somebody', scope: 'read', token: 'id' } as const
    },
    recordCall: async () => async () => undefined,
  }
  await using served = await createApiServer({ api, access })
  const server = createServer((incoming, response) => {
    asked.push(response)
    served.handleRemote(incoming, response)
  })
  const socketPath = path.join(folder, 'lost.sock')
  await once(server.listen(socketPath), 'listening')
  const headers = { accept: 'text/event-stream', authorization: 'Bearer id' }
  const lost = request({ socketPath, path: '/v1/changes', headers })
  lost.on('error', () => undefined).end()
  await expect.poll(() => ended, { timeout: 30_000 }).toBe(true)
  await served.idle()
  await once(server.close(), 'close')
})
