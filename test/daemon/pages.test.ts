import type { PlanRequest } from '@ays/core'
import { connectSocket } from '@ays/daemon/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

const COUNT = 250
const numbers = Array.from({ length: COUNT }, (_, n) => n)
const LISTS = ['services', 'runs', 'queue', 'events', 'audit'] as const
const INSTALL: PlanRequest = {
  kind: 'do',
  action: 'install',
  role: 'db',
  name: 'main',
  force: true,
}

let site: ServedSite

/** 250 of everything that is listed page by page. */
beforeAll(async () => {
  site = await openServedSite()
  const text = numbers.map((n) => `db__more${n}:\n`).join('')
  const { id } = await site.api.plan({ kind: 'blueprint', files: [{ file: 'more.yaml', text }] })
  await site.api.apply({ plan: id, noRun: true })
  for (const n of numbers) {
    await site.api.submitRun({ request: { kind: 'pending' } })
    await site.api.sendEvent({ name: `event${n}` })
    await site.recordCall(`call${n}`)
    await site.api.apply({ plan: (await site.api.plan(INSTALL)).id })
  }
})

afterAll(() => site[Symbol.asyncDispose]())

/** The lengths of all pages, and the entries on them. */
async function walk(first: string) {
  const lengths: number[] = []
  const entries: unknown[] = []
  for (let url: string | undefined = first; url !== undefined;) {
    const { headers, document } = await site.send(url)
    const page = Array.isArray(document) ? document : []
    lengths.push(page.length)
    entries.push(...page)
    const target = /^<([^>]*)>; rel="next"$/.exec(String(headers['link']))?.[1]
    if (target === undefined) break
    const next: URL = new URL(target, `http://ays${url}`)
    url = next.pathname + next.search
  }
  return { lengths, entries }
}

describe('lists', () => {
  it.each(LISTS)('of %s are walked by their links, and every entry comes once', async (list) => {
    const { lengths, entries } = await walk(`/v1/${list}?limit=100`)
    expect(lengths.slice(0, 2)).toEqual([100, 100])
    expect(entries.length).toBeGreaterThanOrEqual(COUNT)
    expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length)
  })

  it.each(LISTS)('of %s have 50 entries a page unless told', async (list) => {
    const { lengths } = await walk(`/v1/${list}`)
    expect(new Set(lengths.slice(0, -1))).toEqual(new Set([50]))
  })

  it('that end with a page name no next one', async () => {
    const { entries } = await walk('/v1/services?limit=1000')
    const last = await site.send(`/v1/services?limit=${entries.length}`)
    expect(last.document).toHaveLength(entries.length)
    expect(last.headers).not.toHaveProperty('link')
  })

  it('keep what was asked for on every page', async () => {
    const { lengths, entries } = await walk('/v1/services?limit=200&template=db&fields=name')
    expect(lengths).toEqual([200, 51])
    expect(entries.at(-1)).toEqual({ name: 'more99' })
  })

  it('of a client are whole, whatever a page holds', async () => {
    const client = await connectSocket(site.socketPath, new AbortController().signal)
    expect(await client?.listServices()).toEqual(await site.api.listServices())
    expect(await client?.listRuns({ limit: 120 })).toEqual(await site.api.listRuns({ limit: 120 }))
    await client?.[Symbol.asyncDispose]()
  })

  it.each(['0', '-1', '1.5'])('take no limit of %s', async (limit) => {
    expect(await site.send(`/v1/runs?limit=${limit}`)).toMatchObject({ status: 400 })
  })
})
