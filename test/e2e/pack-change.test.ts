import { afterAll, beforeAll, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const PACK = 'node_modules/ays-pack-web'

/** Two helper modules of a pack: one reaches the other, and only some actions reach either. */
const FILES = {
  'package.json': `{ "name": "ays-pack-web", "ays": { "packs": ["./templates"] } }`,
  'lib/quote.ts': `export const quote = (text: string) => '"' + text + '"'`,
  'lib/render.ts': `import { quote } from './quote.ts'
export const render = (name: string) => 'listen ' + quote(name)`,
  'templates/web/schema.hrd': `port = type:int\n`,
  'templates/web/actions.ts': `import { render } from '../../lib/render.ts'
export const install = ({ service }) => { render(service.name) }
export const start = () => {}
export const monitor = () => {}`,
  'templates/db/schema.hrd': `port = type:int\n`,
  'templates/db/actions.ts': `import { quote } from '../../lib/quote.ts'
export const install = () => {}
export const start = ({ service }) => { quote(service.name) }`,
  'templates/plain/schema.hrd': `port = type:int\n`,
  'templates/plain/actions.ts': `export const install = () => {}`,
}

let repository: TempRepository

beforeAll(async () => {
  repository = await createRepository({
    packs: ['ays-pack-web'],
    blueprints: { 'a.yaml': 'web__one:\nweb__two:\ndb__main:\nplain__one:\n' },
  })
  for (const [file, text] of Object.entries(FILES)) await repository.write(`${PACK}/${file}`, text)
  const { exitCode, stderr } = await repository.ays('apply', '--yes')
  if (exitCode !== 0) throw new Error(stderr)
})

afterAll(() => repository[Symbol.asyncDispose]())

interface Edit {
  readonly title: string
  readonly file: keyof typeof FILES
  readonly change: readonly [from: string, to: string]
  readonly actors: readonly string[]
  readonly jobs: readonly string[]
}

const edits: readonly Edit[] = [
  {
    title: 'the actions of one template reach it',
    file: 'lib/render.ts',
    change: ['listen ', 'bind '],
    actors: ['web install'],
    jobs: ['web!one install', 'web!two install'],
  },
  {
    title: 'actions of two templates reach it, one of them through the other helper',
    file: 'lib/quote.ts',
    change: [`'"'`, `'|'`],
    actors: ['db start', 'web install'],
    jobs: ['db!main start', 'web!one install', 'web!two install'],
  },
  {
    title: 'what runs is the same',
    file: 'lib/quote.ts',
    change: ['text', 'words'],
    actors: [],
    jobs: [],
  },
]

it.each(edits)(
  'a helper of a pack that changes is a change of who reaches it: $title',
  async ({ file, change: [from, to], actors, jobs }) => {
    const text = FILES[file]
    await repository.write(`${PACK}/${file}`, text.replaceAll(from, to))
    const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
    await repository.write(`${PACK}/${file}`, text)
    const changed = plan.actors.flatMap(({ actor, actions }) =>
      actions.map((action) => `${actor} ${action}`),
    )
    expect(new Set(changed)).toEqual(new Set(actors))
    const planned = plan.jobs.map(({ service, action }) => `${service} ${action}`)
    expect(new Set(planned)).toEqual(new Set(jobs))
    expect(plan.changes).toEqual([])
  },
)
