import { createOpenApi } from '@ays/daemon'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOperations } from './operations-of.ts'
import { openServedSite, type ServedSite } from './served-site.ts'

let site: ServedSite

beforeAll(async () => {
  site = await openServedSite()
})

afterAll(() => site[Symbol.asyncDispose]())

describe('documents of the API', () => {
  it('are described by a valid OpenAPI 3.1 document, which the server gives too', async () => {
    const document = await createOpenApi()
    const text = JSON.stringify(document)
    expect(await new Validator().validate(JSON.parse(text))).toMatchObject({ valid: true })
    expect((await site.send('/v1/openapi.json')).document).toEqual(JSON.parse(text))
  })

  it('have the fields that were asked for', async () => {
    expect((await site.send('/v1/services?fields=address&fields=actions')).document).toEqual([
      { address: 'db!main', actions: { install: 'ok' } },
    ])
    expect((await site.send('/v1/services/db!main?fields=name')).document).toEqual({ name: 'main' })
    expect((await site.send('/v1/runs/-?fields=state')).document).toEqual({ state: 'ok' })
    expect(await site.send('/v1/services?fields=password')).toMatchObject({ status: 400 })
  })

  it('can be asked for in part wherever they are objects that are read', async () => {
    const whole = ['health', 'ready', 'watchChanges']
    const reads = (await readOperations()).filter(({ method }) => method === 'GET')
    const without = reads.filter(({ queries }) => !queries.includes('fields')).map(({ id }) => id)
    expect(without.filter((id) => !whole.includes(id))).toEqual([])
  })

  it('are not sent again while they are as the reader knows them', async () => {
    const url = '/v1/services/db!main'
    const { etag } = (await site.send(url)).headers
    const headers = { 'if-none-match': String(etag) }
    expect(await site.send(url, { headers })).toMatchObject({ status: 304, document: undefined })
    const { id } = await site.api.plan({ kind: 'do', action: 'install', role: 'db', force: true })
    await site.api.apply({ plan: id })
    expect(await site.send(url, { headers })).toMatchObject({ status: 200 })
  })
})
