import { relative } from 'node:path'
import { TscTypeChecker } from '@ays/executor'
import { describe, expect, it } from 'vitest'
import { TemplateFolder } from '../bundler/template-folder.ts'

/** What the tests say `@ays/core` is. */
const CORE = `export type Action<Data> = (it: { service: { data: Data } }) => Partial<Data> | void`

async function check(
  files: Readonly<Record<string, string>>,
  options: { signal?: AbortSignal } = {},
) {
  await using folder = await TemplateFolder.create({ 'core.ts': CORE, ...files })
  const checker = new TscTypeChecker({
    from: [import.meta.url],
    cache: folder.cache,
    core: folder.at('core.ts'),
  })
  const result = await checker.check([folder.at('actions.ts')], options)
  if (!result.checked) throw new Error(result.reason)
  return result.diagnostics.map(({ code, summary, detail = '', source }) => {
    const file = source && relative(folder.at('.'), source.file)
    return [`${file}:${source?.line}:${source?.column}`, code, summary, detail]
  })
}

describe('TscTypeChecker', () => {
  it('finds nothing wrong with what is right: modules of Node, helpers, JSON, the types of core', async () => {
    expect(
      await check({
        'actions.ts': `import { join } from 'node:path'
          import type { Action } from '@ays/core'
          import type { Site } from './schema.gen.js'
          import { one } from './lib/one'
          import settings from './settings.json'
          export const install: Action<Site> = ({ service }) => ({
            root: join(service.data.root, one, String(settings.port)),
          })`,
        'schema.gen.ts': 'export interface Site { root: string }',
        'lib/one.ts': `export const one = 'one'`,
        'settings.json': '{ "port": 80 }',
      }),
    ).toEqual([])
  })

  it('tells every fault with its place, of helpers too, and what is behind it', async () => {
    const faults = await check({
      'actions.ts': `import type { Action } from '@ays/core'
import { one } from './one.ts'
export const install: Action<{ port: number }> = () => ({ port: 'x' })
export const start = () => one.toFixed()`,
      'one.ts': `export const one: string = 1`,
    })
    expect(faults.map(([place, code]) => [place, code])).toEqual([
      ['actions.ts:3:59', 'AYS_ACTION_INVALID'],
      ['actions.ts:4:32', 'AYS_ACTION_INVALID'],
      ['one.ts:1:14', 'AYS_ACTION_INVALID'],
    ])
    expect(faults[0]?.[2]).toMatch(/^Type 'string' is not assignable to type 'number' \(TS2322\)$/)
  })

  it('takes the settings of a tsconfig.json beside the actions', async () => {
    const files = { 'actions.ts': `export const install = (it) => it` }
    expect((await check(files))[0]?.[2]).toContain('TS7006')
    expect(await check({ ...files, 'tsconfig.json': '{}' })).not.toEqual([])
    const loose = '{ "compilerOptions": { "strict": false, "types": [] } }'
    expect(await check({ ...files, 'tsconfig.json': loose })).toEqual([])
  })

  it('ends with its signal', async () => {
    const signal = AbortSignal.timeout(1)
    await expect(check({ 'actions.ts': '' }, { signal })).rejects.toThrow(/abort|timeout/i)
  })

  it('says so when there is no compiler, and how to get one', async () => {
    await using folder = await TemplateFolder.create()
    const from = [folder.at('actions.ts')]
    const checker = new TscTypeChecker({ from, cache: folder.cache, core: '' })
    expect(await checker.check([folder.at('actions.ts')])).toEqual({
      checked: false,
      reason: expect.stringContaining('npm install --save-dev typescript'),
    })
  })
})
