import { JsonCodec } from '@ays/core'
import { loadHost } from '@ays/executor'
import { describe, expect, it } from 'vitest'
import { callOf } from './support/calls.ts'
import { poolSubject } from './support/executors.ts'

const boxes = new URL('support/boxes.ts', import.meta.url).href
const codec = new URL('support/codec.ts', import.meta.url).href

describe.each(['process', 'thread'] as const)('in a %s', (kind) => {
  it('programs run on the host that a plugin brings, with what getExecutor described', async () => {
    const { texts } = await runOn(kind, { box: boxes }, `{ kind: 'box', size: 3 }`)
    expect(texts).toEqual(['{"kind":"box","size":3}'])
  })

  it.each([
    ['whose module cannot be loaded', 'file:///no/such/module.mjs', 'cannot be loaded'],
    ['whose module exports something else', codec, 'exports no createHost'],
    [
      'whose module makes none',
      'data:text/javascript,export const createHost = () => {}',
      'returns no host',
    ],
  ])('a host %s is told by its kind', async (_, url, text) => {
    const { error } = await runOn(kind, { box: url }, `{ kind: 'box' }`)
    expect(error?.cause).toMatchObject({ code: 'AYS_PLUGIN_BROKEN' })
    expect(error?.cause?.message).toContain('"box"')
    expect(error?.cause?.message).toContain(text)
  })
})

it('a host whose module never ends to load is told as that', async () => {
  const url = 'data:text/javascript,await new Promise(() => {})'
  await expect(loadHost({ box: url }, 'box', 50)).rejects.toMatchObject({
    code: 'AYS_PLUGIN_BROKEN',
    message: 'the host "box" cannot be loaded: it does not load within 0.05 s',
  })
})

/** Prints what a program finds in BOX, below a service with this getExecutor. */
async function runOn(
  kind: 'process' | 'thread',
  hosts: Readonly<Record<string, string>>,
  description: string,
) {
  const { executor, sources } = poolSubject({ kind, hosts, workers: 1 })
  try {
    const action = `async ({ exec }) => { await exec('sh', ['-c', 'echo $BOX']) }`
    const call = callOf(sources, action)
    const host = {
      code: sources.add(`export default () => (${description})`),
      service: {
        ...call.service,
        data: new JsonCodec().compile(await sources.schema('contract')).encode({}),
      },
      producers: [],
    }
    const texts: string[] = []
    const outcome = await executor.execute(
      { ...call, host },
      {
        on: (event) => event.type === 'log' && texts.push(event.text),
      },
    )
    return { texts, error: outcome.status === 'error' ? outcome.error : undefined }
  } finally {
    await executor[Symbol.asyncDispose]()
  }
}
