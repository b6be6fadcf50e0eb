import { expect, it } from 'vitest'
import { documentOf, placesOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

/** Five faults of five kinds, and two services without one. */
const FIVE_FAULTS = `db__main:
  port: 5432
wbe__typo:
web__shop:
  db: main
  ration: 0.1
queue__mail:
  db: main
  size: big
web__lost:
  db: nowhere
db__a b:
db__fine:
`

const FOUND = [
  'blueprints/site.yaml:3 AYS_TEMPLATE_UNKNOWN',
  'blueprints/site.yaml:6 AYS_FIELD_UNKNOWN',
  'blueprints/site.yaml:9 AYS_FIELD_INVALID',
  'blueprints/site.yaml:11 AYS_LINK_UNKNOWN',
  'blueprints/site.yaml:12 AYS_NAME_INVALID',
]

it.each([['validate'], ['plan'], ['apply', '--yes']])(
  'ays %s reports five faults as five diagnostics, changes nothing, exits with 2',
  async (...command) => {
    await using journal = await openJournal()
    await using repository = await createRepository(siteFiles(journal, FIVE_FAULTS))
    const text = await repository.ays(...command)
    expect(text.exitCode).toBe(2)
    for (const found of FOUND) {
      const [place = '', code = ''] = found.split(' ')
      expect(text.stderr).toContain(`${place}:`)
      expect(text.stderr).toContain(code)
    }
    const json = await repository.ays(...command, '--json')
    expect(json.exitCode).toBe(2)
    const diagnostics =
      command[0] === 'validate'
        ? documentOf(json, 'validate').diagnostics
        : documentOf(json, 'failure').error.diagnostics
    expect(placesOf(diagnostics)).toEqual(FOUND)
    expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
    expect(documentOf(await repository.ays('run', 'list', '--json'), 'runs')).toEqual([])
    expect(await journal.lines()).toEqual([])
  },
)

it('a misspelt template and a misspelt field are told with what was probably meant', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal, FIVE_FAULTS))
  const { stderr } = await repository.ays('validate')
  expect(stderr).toMatch(/wbe[^]*"?web"?/)
  expect(stderr).toMatch(/ration[^]*"?ratio"?/)
})

it('text that is no YAML is one diagnostic with its line', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal, 'db__main:\n  port: [1,\n'))
  const result = await repository.ays('plan', '--json')
  expect(result.exitCode).toBe(2)
  expect(placesOf(documentOf(result, 'failure').error.diagnostics)).toEqual([
    expect.stringMatching(/^blueprints\/site[.]yaml:[23] AYS_BLUEPRINT_SYNTAX$/),
  ])
})
