import { isAysError } from '@ays/core'
import { expect, it } from 'vitest'
import { readWebhook } from '../../src/server/read-webhook.ts'

it('a webhook of GitHub is named by its header, comes from its repository and is signed', () => {
  const body = JSON.stringify({ action: 'opened', repository: { full_name: 'o/r' }, number: 7 })
  const headers = { 'x-github-event': 'pull_request', 'x-hub-signature-256': 'sha256=AB' }
  expect(readWebhook({ channel: 'github', body, headers })).toEqual({
    channel: 'github',
    name: 'pull_request',
    source: 'o/r',
    tags: ['opened'],
    payload: JSON.parse(body),
    signature: 'ab',
    signed: body,
  })
})

it('any other webhook says what it is, as with AYS 9', () => {
  const body = JSON.stringify({ command: 'deploy', secret: 's', tags: ['a', 1], payload: [1] })
  expect(readWebhook({ channel: 'ci', body, headers: {} })).toEqual({
    channel: 'ci',
    name: 'deploy',
    secret: 's',
    tags: ['a'],
    payload: [1],
  })
})

it('its secret may stand in a header', () => {
  const call = { channel: 'ci', body: '{"command":"x"}', headers: { 'x-ays-secret': 's' } }
  expect(readWebhook(call).secret).toBe('s')
})

it.each(['', '[]', 'null', '1', '{', 'payload=%7B%7D'])('the body %j is refused', (body) => {
  let thrown: unknown
  try {
    readWebhook({ channel: 'constructor', body, headers: {} })
  } catch (error) {
    thrown = error
  }
  expect(isAysError(thrown, 'AYS_USAGE')).toBe(true)
})
