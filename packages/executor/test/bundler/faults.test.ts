import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAysError, type SourcePosition } from '@ays/core'
import { TemplateFolder } from './template-folder.ts'

interface Fault {
  readonly title: string
  readonly files: Readonly<Record<string, string>>
  /** `file:line:column summary`. */
  readonly diagnostics: readonly string[]
}

const native = {
  'actions.ts': `import it from 'addon'; export const install = () => it`,
  'node_modules/addon/package.json': '{"name":"addon","main":"it.js"}',
}

const faults: readonly Fault[] = [
  {
    title: 'faults of syntax are told with their place',
    files: { 'actions.ts': 'export const install = () => {\n  const é = "ü"; return )\n}' },
    diagnostics: ['actions.ts:2:25 Unexpected ")"'],
  },
  {
    title: 'faults of a helper are told in its own file, and all at once',
    files: {
      'actions.ts': `import './a'\nimport './lib/b'\nimport './not-there'\nexport const install = 1`,
      'a.ts': 'const a = ;',
      'lib/b.ts': '\n\n  let b = 1; let b = 2',
    },
    diagnostics: [
      'a.ts:1:11 Unexpected ";"',
      'actions.ts:3:8 Could not resolve "./not-there"',
      'lib/b.ts:3:18 The symbol "b" has already been declared',
    ],
  },
  {
    title: 'a name that a module does not export is a fault',
    files: {
      'actions.ts': `import { gone } from './a'; export const install = () => gone()`,
      'a.ts': 'export const here = 1',
    },
    diagnostics: ['actions.ts:1:10 No matching export in "a.ts" for import "gone"'],
  },
  {
    title: 'two actions of one name are a fault at the second',
    files: {
      'actions.ts': `export function install() {}\nexport function install() {}`,
    },
    diagnostics: [
      'actions.ts:2:17 Multiple exports with the same name "install"',
      'actions.ts:2:17 The symbol "install" has already been declared',
    ],
  },
  {
    title: 'a native module is named',
    files: {
      ...native,
      'node_modules/addon/it.js': `module.exports = require('./it.node')`,
      'node_modules/addon/it.node': '',
    },
    diagnostics: [
      'node_modules/addon/it.js:1:26 addon is a native module, which cannot be bundled',
    ],
  },
  {
    title: 'a native module that looks for itself is named',
    files: {
      ...native,
      'node_modules/addon/it.js': `module.exports = require('bindings')('it')`,
      'node_modules/bindings/index.js': 'module.exports = () => ({})',
    },
    diagnostics: ['actions.ts:1:1 addon is a native module, which cannot be bundled'],
  },
  {
    title: 'code that throws when it is loaded is told with what it threw, and where',
    files: { 'actions.ts': `export const install = () => 1\nthrow new Error('no licence')` },
    diagnostics: ['actions.ts:2:7 the file cannot be loaded: no licence'],
  },
  {
    title: 'a helper that throws when it is loaded is told with the place in the helper',
    files: {
      'actions.ts': `import './lib/setup'\nexport const install = () => 1`,
      'lib/setup.ts': `const settings: any = undefined\nexport const port = settings.port`,
    },
    diagnostics: [
      "lib/setup.ts:2:30 the file cannot be loaded: Cannot read properties of undefined (reading 'port')",
    ],
  },
  {
    title: 'code that throws what is no error is told with what it threw',
    files: { 'actions.ts': `export const install = () => 1\nthrow 'no licence'` },
    diagnostics: ['actions.ts:1:1 the file cannot be loaded: no licence'],
  },
  {
    title: 'code that ends its process when it is loaded ends only its own',
    files: { 'actions.ts': `process.exit(3); export const install = () => 1` },
    diagnostics: ['actions.ts:1:1 the file cannot be loaded: it ended the process that loads it'],
  },
]

describe('EsbuildBundler refuses', () => {
  it.each(faults)('$title', async ({ files, diagnostics }) => {
    await using folder = await TemplateFolder.create(files)
    const error: unknown = await folder.bundle().catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'AYS_ACTION_INVALID' })
    const found = isAysError(error) ? error.diagnostics : []
    const texts = found.map(({ source, summary }) => `${placeOf(folder, source)} ${summary}`)
    expect(texts).toEqual(diagnostics)
  })

  it('a file that is not there', async () => {
    await using folder = await TemplateFolder.create()
    await expect(folder.bundle()).rejects.toMatchObject({ code: 'AYS_ACTION_INVALID' })
  })

  it('one file, and the others still work', async () => {
    await using folder = await TemplateFolder.create({
      'broken.ts': 'process.exit(1)',
      'actions.ts': 'export const install = () => 1',
    })
    await expect(folder.bundle('broken.ts')).rejects.toMatchObject({
      code: 'AYS_ACTION_INVALID',
    })
    expect(await folder.bundle()).toHaveLength(1)
  })
})

function placeOf(folder: TemplateFolder, source: SourcePosition | undefined): string {
  if (source === undefined) return ''
  return `${relative(folder.at('.'), source.file)}:${source.line}:${source.column}`
}
