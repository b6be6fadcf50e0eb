/** A template, and the one promise that it breaks. */
export interface BadTemplate {
  readonly breaks: string
  readonly fault: string
  /** Of schema.hrd, below `path` and `number`. */
  readonly schema?: string
  readonly actions: string
  /** In the older version of the pack. */
  readonly before?: string
}

const HEAD = `import { access, appendFile, mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises'
import type { Action } from '@ays/core'

interface Data {
  readonly path: string
  readonly number: number
  readonly done: boolean
  readonly count: number
}

export const _used = [access, appendFile, mkdir, readFile, rm, rmdir, writeFile]
`

const INSTALL = `export const install: Action<Data> = async ({ service }) => {
  await writeFile(service.data.path, \`\${service.data.number}\`)
}
`
const CHECK = `export const check: Action<Data> = async ({ service }) => {
  await access(service.data.path)
}
`
const UNINSTALL = `export const uninstall: Action<Data> = async ({ service }) => {
  await rm(service.data.path, { force: true })
}
`

/** A template that breaks no promise. */
const GOOD = INSTALL + CHECK + UNINSTALL

/** One template for each promise, by its name: what it does is right but for one thing. */
export const BAD: Readonly<Record<string, BadTemplate>> = {
  picky: {
    breaks: 'install',
    fault: 'does not take a number that its schema allows',
    actions: `export const install: Action<Data> = async ({ service }) => {
  if (service.data.number > 9999) throw new Error(\`\${service.data.number} is too much\`)
  await writeFile(service.data.path, '')
}
${CHECK}${UNINSTALL}`,
  },
  blind: {
    breaks: 'check',
    fault: 'checks another file than the one that it wrote',
    actions: `${INSTALL}${UNINSTALL}
export const check: Action<Data> = async ({ service }) => {
  await access(\`\${service.data.path}.txt\`)
}
`,
  },
  counter: {
    breaks: 'repeat',
    fault: 'writes how often it was installed',
    schema: 'count = type:int\n',
    actions: `export const install: Action<Data> = async ({ service }) => {
  const count = service.data.count + 1
  await writeFile(service.data.path, \`\${count}\`)
  return { count }
}
${CHECK}${UNINSTALL}`,
  },
  untidy: {
    breaks: 'uninstall',
    fault: 'leaves a file in the home of its user',
    actions: `${CHECK}${UNINSTALL}
export const install: Action<Data> = async ({ service }) => {
  await writeFile(service.data.path, '')
  await writeFile(\`\${process.env.HOME}/.untidy\`, '')
}
`,
  },
  fragile: {
    breaks: 'resume',
    fault: 'makes a folder that may be there from the time before it was killed',
    schema: 'done = type:bool default:false\n',
    actions: `export const install: Action<Data> = async ({ service }) => {
  if (!service.data.done) await mkdir(service.data.path)
  return { done: true }
}
${CHECK}
export const uninstall: Action<Data> = async ({ service }) => {
  await rm(service.data.path, { recursive: true, force: true })
}
`,
  },
  moved: {
    breaks: 'upgrade',
    fault: 'forgets the file that its older version wrote',
    actions: GOOD,
    before: GOOD.replaceAll('service.data.path', '`${service.data.path}.old`'),
  },
}

/** The files of a pack with these templates and the good one, by their paths. */
export function badPackFiles(): Readonly<Record<string, string>> {
  const files: Record<string, string> = {
    'package.json': manifest('2.0.0'),
    'versions/1/package.json': manifest('1.0.0'),
    ...templateFiles('templates/good', { actions: GOOD }),
    ...templateFiles('versions/1/templates/good', { actions: GOOD }),
  }
  for (const [name, template] of Object.entries(BAD)) {
    Object.assign(files, templateFiles(`templates/${name}`, template))
    const { before } = template
    if (before === undefined) continue
    Object.assign(files, templateFiles(`versions/1/templates/${name}`, { actions: before }))
  }
  return files
}

function manifest(version: string): string {
  return JSON.stringify({ name: 'ays-pack-bad', version, ays: { packs: ['./templates'] } })
}

function templateFiles(
  folder: string,
  { schema = '', actions }: Pick<BadTemplate, 'schema' | 'actions'>,
): Readonly<Record<string, string>> {
  return {
    [`${folder}/schema.hrd`]: `path = type:path\nnumber = type:int minval:0 maxval:1000000\n${schema}`,
    [`${folder}/actions.ts`]: HEAD + actions,
    [`${folder}/test.json`]: '{ "own": ["done", "count"] }',
  }
}
