import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentOf } from '../harness/care.ts'
import { openServedSite, type ServedSite } from './served-site.ts'

const SERVICE = '/v1/services/db!main'
const CHANGES = [
  { method: 'POST', url: `${SERVICE}/state`, body: { action: 'install', status: 'changed' } },
  { method: 'PUT', url: `${SERVICE}/paused`, body: { paused: true } },
  { method: 'POST', url: `${SERVICE}/forget`, body: {} },
] as const

let site: ServedSite

beforeEach(async () => {
  site = await openServedSite()
})

afterEach(() => site[Symbol.asyncDispose]())

const tagOf = async () => String((await site.send(SERVICE)).headers['etag'])

async function change(
  { method, url, body }: { readonly method: string; readonly url: string; readonly body: object },
  match: string,
) {
  const headers = { 'if-match': match }
  const { status, document } = await site.send(url, { method, headers, body: JSON.stringify(body) })
  return { status, document }
}

describe.each(CHANGES)('$method $url with If-Match', (asked) => {
  it('is done to the service that was seen', async () => {
    expect(await change(asked, `"other", ${await tagOf()}`)).toMatchObject({ status: 200 })
  })

  it('is refused with 412, and nothing changes, once the service is another', async () => {
    const seen = await tagOf()
    await site.api.setServiceState('db!main', { action: 'install', status: 'error' })
    const before = await contentOf(site.store)
    for (const match of [seen, `W/${await tagOf()}`, 'no tag']) {
      expect(await change(asked, match)).toMatchObject({
        status: 412,
        document: { code: 'AYS_SERVICE_CHANGED' },
      })
    }
    expect(await contentOf(site.store)).toEqual(before)
  })

  it('takes * for whatever there is', async () => {
    expect(await change(asked, '*')).toMatchObject({ status: 200 })
  })
})

describe('of changes of a service', () => {
  it('with one ETag exactly one wins, however many come at once', async () => {
    const seen = await tagOf()
    // So that all of them have looked before the first one commits.
    const { store } = site
    const get = store.get.bind(store)
    store.get = async (key) => {
      await sleep(20)
      return get(key)
    }
    const [set, pause, forget] = CHANGES
    const all = [set, pause, set, pause, forget, set]
    const answers = await Promise.all(all.map((asked) => change(asked, seen)))
    const won = answers.filter(({ status }) => status === 200)
    expect(won).toHaveLength(1)
  })

  it('one that names another version beside the ETag is refused', async () => {
    const [set] = CHANGES
    const both = { ...set, body: { ...set.body, ifVersion: '0' } }
    expect(await change(both, await tagOf())).toMatchObject({ status: 412 })
  })

  it('what has no service to change takes no If-Match', async () => {
    const asked = { method: 'POST', url: '/v1/plans', body: { kind: 'pending' } }
    expect(await change(asked, '*')).toMatchObject({ status: 400 })
  })
})
