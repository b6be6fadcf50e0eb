import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

let site: ServedSite

beforeAll(async () => {
  site = await openServedSite()
})

afterAll(() => site[Symbol.asyncDispose]())

/** Reads events until there is one that contains the text; then leaves. */
async function readUntil(
  url: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { socketPath } = site
  const accept = 'text/event-stream'
  const sent = request({ socketPath, path: url, headers: { accept, ...headers } }).end()
  const [response] = await once(sent, 'response')
  let read = ''
  for await (const part of response) {
    read += String(part)
    if (read.slice(read.indexOf(text)).includes('\n\n') && read.includes(text)) break
  }
  sent.destroy()
  return read
}

const install = async () => {
  const { id } = await site.api.plan({ kind: 'do', action: 'install', role: 'db', force: true })
  return site.api.apply({ plan: id })
}

const lastId = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? ''

describe('events of the API', () => {
  it('go on at the id of the last one that was heard', async () => {
    const hearing = readUntil('/v1/changes', 'id: ')
    // The first change may come before the watch began.
    await install()
    const timer = setInterval(() => void install(), 200)
    const heard = await hearing
    clearInterval(timer)
    expect(heard).toContain('event: reset')
    const { run } = await install()
    const rest = await readUntil('/v1/changes', String(run?.id), { 'last-event-id': lastId(heard) })
    expect(rest).not.toContain('event: reset')
    expect(rest).toContain(`"of":"run","name":"${run?.id}"`)
  })

  it('begin anew after an id that says nothing', async () => {
    const headers = { 'last-event-id': '999999999999' }
    expect(await readUntil('/v1/changes', 'reset', headers)).toContain('event: reset')
    const run = await readUntil('/v1/runs/-/watch', 'event: result', headers)
    expect(run).toContain('event: job')
  })

  it('are refused for an id that is none', async () => {
    const heard = await readUntil('/v1/changes', 'event:', { 'last-event-id': 'yesterday' })
    expect(heard).toContain('AYS_USAGE')
  })

  it('are the only answer of what never ends', async () => {
    expect(await site.send('/v1/changes')).toMatchObject({ status: 406 })
  })
})
