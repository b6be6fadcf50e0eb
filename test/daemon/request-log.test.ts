import type { Logger } from '@ays/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openServedSite, type ServedSite } from './served-site.ts'

let site: ServedSite
let lines: string[]

beforeEach(async () => {
  lines = []
  const note = (level: keyof Logger) => (text: string) => void lines.push(`${level} ${text}`)
  const log = {
    debug: note('debug'),
    info: note('info'),
    warn: note('warn'),
    error: note('error'),
  }
  site = await openServedSite({ log })
})

afterEach(() => site[Symbol.asyncDispose]())

it('who asks for what no route takes has not broken the server', async () => {
  expect(await site.send('/v1/runs?fields=nothing')).toMatchObject({ status: 400 })
  const body = '{'
  expect(await site.send('/v1/plans', { method: 'POST', body })).toMatchObject({ status: 400 })
  expect(lines).toEqual([])
})

it('who has no token is noted', async () => {
  await site.sendRemote('/v1/runs')
  expect(lines).toEqual([expect.stringMatching(/^warn request refused/)])
})
