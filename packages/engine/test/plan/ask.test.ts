import type { Answers, AysApi, BlueprintFile, Json } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { engineOf } from '../support/open-test-engine.ts'

const TEMPLATES = {
  'templates/node/schema.hrd': `host = type:str @ask
port = type:int minval:1 default:22 @ask
disk = type:str list consume:disk:0 @ask
size = type:int
`,
  'templates/disk/schema.hrd': '',
}

function blueprint(text: string): BlueprintFile[] {
  return [{ file: 'site.yaml', text }]
}

async function asked(api: AysApi, text: string): Promise<string[]> {
  const { questions } = await api.validate(blueprint(text))
  return questions.map(({ service, field }) => `${service} ${field.name}`)
}

async function apply(api: AysApi, text: string, answers?: Answers): Promise<boolean> {
  const request = { kind: 'blueprint', files: blueprint(text) } as const
  const { id, empty } = await api.plan({ ...request, ...(answers && { answers }) })
  await api.apply({ plan: id })
  return empty
}

async function dataOf(api: AysApi, address: string): Promise<Readonly<Record<string, Json>>> {
  return (await api.showService(address)).data
}

describe('a field that asks', () => {
  it('is asked for where a new service leaves it out, however the field is spelled', async () => {
    const api = await engineOf(TEMPLATES)
    expect(await asked(api, 'node__a:\n')).toEqual(['node!a host', 'node!a port', 'node!a disk'])
    expect(
      await asked(api, 'node__a:\n  host: x\n  disk: d\nnode__b: { port: 1 }\ndisk__d:\n'),
    ).toEqual(['node!a port', 'node!b host', 'node!b disk'])
  })

  it('takes the answer as if the blueprint gave it: data, links, and faults', async () => {
    const api = await engineOf(TEMPLATES)
    const text = 'node__a:\n  size: 3\ndisk__d:\n'
    await apply(api, text, { 'node!a': { host: 'there', disk: ['d'] } })
    expect(await dataOf(api, 'node!a')).toEqual({ host: 'there', port: 22, disk: ['d'], size: 3 })
    expect((await api.showService('node!a')).producers).toMatchObject([{ to: 'disk!d' }])
    const answers = { 'node!b': { port: 0 } }
    await expect(
      api.plan({ kind: 'blueprint', files: blueprint('\nnode__b:\n'), answers }),
    ).rejects.toMatchObject({
      code: 'AYS_INPUT_INVALID',
      diagnostics: [{ code: 'AYS_FIELD_INVALID', source: { file: 'site.yaml', line: 2 } }],
    })
  })

  it('is not asked for again, and keeps its answer while the blueprint is silent', async () => {
    const api = await engineOf(TEMPLATES)
    const text = 'node__a:\ndisk__d:\n'
    await apply(api, text, { 'node!a': { host: 'there', port: 80, disk: ['d'] } })
    expect(await asked(api, text)).toEqual([])
    expect(await apply(api, text)).toBe(true)
    expect(await apply(api, 'node__a:\n  size: 4\n')).toBe(false)
    const answered = { host: 'there', port: 80, disk: ['d'], size: 4 }
    expect(await dataOf(api, 'node!a')).toEqual(answered)
    await apply(api, 'node__a:\n  host: other\n')
    expect(await dataOf(api, 'node!a')).toEqual({ ...answered, host: 'other', size: 0 })
  })

  it('has its default when nobody answers', async () => {
    const api = await engineOf(TEMPLATES)
    await apply(api, 'node__a:\n')
    expect(await dataOf(api, 'node!a')).toEqual({ host: '', port: 22, disk: [], size: 0 })
  })
})
