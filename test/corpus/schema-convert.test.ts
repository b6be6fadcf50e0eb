import { expect, it } from 'vitest'
import { runCli } from '../harness/run-cli.ts'
import { corpusPath, corpusText } from './corpus.ts'

/** What `ays schema convert --json` prints of a file. */
interface Converted {
  readonly file: string
  readonly id: string | null
  readonly capnp: string | null
  readonly fields:
    | readonly { readonly name: string; readonly ordinal: number; readonly type: string }[]
    | null
  readonly diagnostics: readonly { readonly severity: string; readonly code: string }[]
}

const expected: Readonly<Record<string, { readonly capnp_fields: readonly unknown[] }>> =
  JSON.parse(corpusText('schemas.expected.json'))
const rejected: Readonly<Record<string, object>> = JSON.parse(corpusText('schemas.rejected.json'))
const files = [...Object.keys(expected), ...Object.keys(rejected)]

async function convert(...flags: string[]): Promise<{ exitCode: number; schemas: Converted[] }> {
  const paths = files.map((file) => corpusPath(file))
  const result = await runCli(['schema', 'convert', '--json', ...flags, ...paths])
  expect(result.stderr).toBe('')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- compared below, file by file
  return { exitCode: result.exitCode, schemas: result.json() as Converted[] }
}

it('one call converts every schema of AYS 8.1, each as 8.1 did', async () => {
  const { exitCode, schemas } = await convert()
  expect(schemas.map(({ file }) => file)).toEqual(files.map((file) => corpusPath(file)))
  const fields = schemas.map((schema) =>
    schema.fields?.map(({ name, ordinal, type }) => [name, ordinal, type, '']),
  )
  const originals = files.map((file) => expected[file]?.capnp_fields)
  expect(fields.slice(0, 277)).toEqual(originals.slice(0, 277))
  const [refused, ...others] = schemas.filter((schema) => schema.fields === null)
  expect(others).toEqual([])
  expect(refused).toMatchObject({
    file: corpusPath('history/vdc.672471ae28.hrd'),
    id: null,
    capnp: null,
  })
  expect(exitCode).toBe(2)
  for (const schema of schemas) {
    expect(Object.keys(schema)).toEqual(['file', 'id', 'capnp', 'fields', 'links', 'diagnostics'])
    for (const field of schema.fields ?? []) {
      expect(Object.keys(field)).toEqual(['name', 'ordinal', 'type', 'default'])
    }
  }
})

it('with --strict exactly those are refused that have a warning without', async () => {
  const lenient = await convert()
  const { exitCode, schemas } = await convert('--strict')
  const warned = lenient.schemas.filter(({ diagnostics }) => diagnostics.length > 0)
  const refused = schemas.filter(({ fields }) => fields === null)
  expect(refused.map(({ file }) => file)).toEqual(warned.map(({ file }) => file))
  expect(refused.length).toBeGreaterThan(1)
  expect(exitCode).toBe(2)
  for (const { severity } of schemas.flatMap(({ diagnostics }) => diagnostics)) {
    expect(severity).toBe('error')
  }
})
