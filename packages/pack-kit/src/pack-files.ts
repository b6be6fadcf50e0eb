/** The files of a new pack by their paths, all but the one with the types of its template. */
export function packFiles(name: string, template: string): Readonly<Record<string, string>> {
  const type = typeName(template)
  const folder = `templates/${template}`
  return {
    'package.json': `${JSON.stringify(manifest(name), undefined, 2)}\n`,
    'README.md': packReadme(name, template),
    '.gitignore': 'node_modules/\n*.tgz\n',
    'tsconfig.json': `${JSON.stringify(SETTINGS, undefined, 2)}\n`,
    [`test/${template}.test.ts`]: unitTest(template, type),
    [`${folder}/schema.hrd`]: SCHEMA,
    [`${folder}/actions.ts`]: actions(type),
    [`${folder}/README.md`]: templateReadme(template),
    [`${folder}/test.json`]: '{ "own": ["size"] }\n',
  }
}

/** As `ays template types` calls the data. */
function typeName(template: string): string {
  const words = template.split(/[^A-Za-z0-9]+/).filter(Boolean)
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^[A-Za-z]/.test(joined) ? joined : `T${joined}`
}

function manifest(name: string): object {
  return {
    name,
    version: '1.0.0',
    type: 'module',
    keywords: ['ays-plugin'],
    files: ['templates'],
    scripts: { test: 'ays pack test && vitest run' },
    ays: { packs: ['./templates'] },
    devDependencies: {
      '@ays/core': '0.x',
      '@types/node': '^20.19.0',
      typescript: '^5.9.0 || ^6.0.0',
      vitest: '^4.0.0',
    },
    peerDependencies: { '@ays/core': '0.x' },
    engines: { node: '>=20.19' },
  }
}

const SETTINGS = {
  compilerOptions: {
    strict: true,
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    allowImportingTsExtensions: true,
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['templates', 'test'],
}

const SCHEMA = `path = type:path descr:'the file that the service keeps'
text = type:str default:'Hello' descr:'what is in it'
size = type:int descr:'how many bytes it has; set by install'
`

function actions(type: string): string {
  return `import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { Action } from '@ays/core'
import type { ${type} } from './schema.gen.js'

/** When the service is new, and again when one of its fields has changed. */
export const install: Action<${type}> = async ({ service, log }) => {
  const { path, text } = service.data
  await writeFile(path, text)
  log.info(\`wrote \${path}\`)
  return { size: (await stat(path)).size }
}

/** Fails when what install promised is not so. */
export const check: Action<${type}> = async ({ service }) => {
  const { path, text } = service.data
  if ((await readFile(path, 'utf8')) !== text) throw new Error(\`\${path} is not as it was written\`)
}

/** Before the service goes. The file may be gone already. */
export const uninstall: Action<${type}> = async ({ service }) => {
  await rm(service.data.path, { force: true })
}
`
}

function unitTest(template: string, type: string): string {
  return `import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeContext } from '@ays/core/testing'
import { expect, it } from 'vitest'
import { install } from '../templates/${template}/actions.ts'
import type { ${type} } from '../templates/${template}/schema.gen.ts'

it('writes the text and tells how much it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), '${template}-'))
  const path = join(folder, 'file')
  try {
    const context = fakeContext<${type}>({ data: { path, text: 'Hi', size: 0 } })
    expect(await install(context)).toEqual({ size: 2 })
    expect(await readFile(path, 'utf8')).toBe('Hi')
  } finally {
    await rm(folder, { recursive: true })
  }
})
`
}

function packReadme(name: string, template: string): string {
  return `# ${name}

A pack of templates for AYS.

| template | is |
| --- | --- |
| [${template}](templates/${template}) | a file with a text |

Use it in a repository: \`npm install ${name}\`, then in ays.yaml

\`\`\`yaml
packs: [${name}]
\`\`\`

Work on it: \`npm install\`, then \`npm test\`; after a change of a schema \`ays template types\`. \`ays pack test\` installs services with random data, kills AYS while it
does, takes them away again, and tells which promise a template breaks.
`
}

function templateReadme(template: string): string {
  return `# ${template}

Keeps a file: \`install\` writes \`text\` to \`path\`, \`check\` looks whether it is still so, \`uninstall\` removes it.

\`\`\`yaml
${template}__mine:
  path: mine.txt
\`\`\`

\`test.json\` tells \`ays pack test\` which fields the actions set themselves.
`
}
