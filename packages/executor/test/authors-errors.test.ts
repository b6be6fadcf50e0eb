import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ActionCall, type BundledAction, JsonCodec, type SchemaModel } from '@ays/core'
import { PoolExecutor } from '@ays/executor'
import { TemplateFolder } from './bundler/template-folder.ts'

const MODEL: SchemaModel = {
  id: '0xc0de000000000002',
  root: 'Schema',
  structs: [{ name: 'Schema', members: [] }],
  enums: [],
}

describe.each(['process', 'thread'] as const)('an error of an action in a %s', (kind) => {
  it('points at the line of the source, with three lines around it', async () => {
    const error = await failureOf(kind, {
      'actions.ts': `import { parse } from './lib/parse'
interface Long { readonly removed: 'by the compiler' }

export const install = async ({ service }: { service: { name: string } }) => {
  // Above.
  const text: string = service.name
  return parse(text as string)
}`,
      'lib/parse.ts': `type Removed = { also: true }
export function parse(text: string): never {
  const before = 1

  throw new TypeError('no number: ' + text)
}
`,
    })
    expect(error).toMatchObject({
      code: 'AYS_JOB_FAILED',
      message: 'site!blog install failed: no number: blog',
      details: {
        file: 'site/lib/parse.ts',
        line: 5,
        column: 9,
        source: [
          '  2 | export function parse(text: string): never {',
          '  3 |   const before = 1',
          '  4 | ',
          "> 5 |   throw new TypeError('no number: ' + text)",
          '  6 | }',
          '  7 | ',
        ],
      },
      cause: { message: 'no number: blog', stack: expect.stringContaining('lib/parse.ts:5:9') },
    })
  })

  it('points at the author’s line when a package throws', async () => {
    const error = await failureOf(kind, {
      'actions.ts': `import strict from 'strict'\n\nexport const install = () => strict(1)\n`,
      'node_modules/strict/package.json': '{"name":"strict","type":"module","main":"it.js"}',
      'node_modules/strict/it.js': `export default () => { throw new Error('strict') }`,
    })
    expect(error).toMatchObject({ details: { file: 'site/actions.ts', line: 3 } })
  })

  it('that nobody could catch points at its line, too', async () => {
    const error = await failureOf(kind, {
      'actions.ts': `export const install = async () => {
  setTimeout(() => {
    throw new Error('late')
  })
  await new Promise((resolve) => setTimeout(resolve, 5000))
}`,
    })
    expect(error).toMatchObject({
      code: 'AYS_JOB_CRASHED',
      details: { file: 'site/actions.ts', line: 3 },
    })
  })
})

/** How the action `install` of a template ends. */
async function failureOf(kind: 'process' | 'thread', files: Readonly<Record<string, string>>) {
  await using folder = await TemplateFolder.create(files)
  const [action] = await folder.bundle()
  if (action === undefined) throw new Error('install is an action')
  await using executor = new PoolExecutor({
    folder: join(folder.path, 'code'),
    codecUrl: new URL('support/codec.ts', import.meta.url).href,
    sources: { code: async () => action, schema: async () => MODEL },
    kind,
    workers: 1,
  })
  const outcome = await executor.execute(callOf(action))
  return outcome.status === 'error' ? outcome.error : outcome
}

function callOf({ hash, action }: BundledAction): ActionCall {
  const schema = new JsonCodec().compile(MODEL)
  return {
    id: 'call',
    code: hash,
    action,
    service: {
      role: 'site',
      name: 'blog',
      uid: 'blog',
      template: 'site',
      schema: schema.hash,
      data: schema.encode({}),
    },
    producers: [],
    args: {},
    attempt: 1,
    idempotencyKey: 'key',
    timeout: 20_000,
    planning: false,
  }
}
