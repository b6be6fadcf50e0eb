import type { SchemaFormat, SchemaLock, SchemaReading } from '@ays/core'
import type { FoundTemplate } from './find-templates.ts'
import type { TemplateFiles } from './template-files.ts'

/** The format whose file says what the data is, wherever it stands beside others. */
const FIRST = '.capnp'
/** The format in which a text that says nothing is a schema without fields. */
const EMPTY = '.hrd'

/**
 * Every schema file of a template, the one that counts for the data first: schema.capnp before the
 * others, whose relations count all the same, as in AYS 8.1. A template without any has no fields.
 */
export async function readSchemas(
  { name: template, pack }: Pick<FoundTemplate, 'name' | 'pack'>,
  files: TemplateFiles,
  formats: readonly SchemaFormat[],
  lock: SchemaLock | undefined,
): Promise<readonly SchemaReading[]> {
  const there = sortFormats(formats).filter(({ extension }) => files.has(`schema${extension}`))
  const used = there.length > 0 ? there : formats.filter(({ extension }) => extension === EMPTY)
  return Promise.all(
    used.map(async (format) => {
      const name = `schema${format.extension}`
      const source = { file: files.display(name), pack, template, ...(lock && { lock }) }
      return format.read((await files.read(name)) ?? '', source)
    }),
  )
}

function sortFormats(formats: readonly SchemaFormat[]): SchemaFormat[] {
  return formats.toSorted((a, b) => Number(b.extension === FIRST) - Number(a.extension === FIRST))
}
