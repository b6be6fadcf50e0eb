import path from 'node:path'
import type { TemplateInfo, TemplateList } from '@ays/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { corpusPath, corpusText, templateFolders } from './corpus.ts'

const TREE = 'ays_jumpscale8/templates'

/** What the original's own parser and converter made of a schema.hrd. */
interface OriginalReading {
  readonly hrd: readonly {
    /** The name in Cap'n Proto. */
    readonly field: string
    readonly consume: string
    readonly parent: string
    readonly min: string | number
    readonly max: string | number
    readonly auto: boolean
    readonly optional: boolean
  }[]
  readonly capnp_fields: readonly (readonly [name: string, ordinal: number, type: string])[]
}

const folders = templateFolders(TREE)
const originals: Readonly<Record<string, OriginalReading>> = JSON.parse(
  corpusText('schemas.expected.json'),
)

describe('the template tree of AYS 8.1 as a pack', () => {
  let repository: TempRepository
  let list: TemplateList

  beforeAll(async () => {
    repository = await createRepository({ packs: [corpusPath(TREE)] })
    const result = await repository.ays('template', 'list', '--json')
    list = documentOf(result, 'templates')
  })

  afterAll(() => repository[Symbol.asyncDispose]())

  const templateAt = (folder: string): TemplateInfo | undefined =>
    list.templates.find((template) => path.resolve(template.folder) === corpusPath(TREE, folder))

  it('holds the 47 templates of the corpus', () => {
    expect(folders).toHaveLength(47)
  })

  it('is listed whole, each template once under its own name', () => {
    const names = list.templates.map(({ name }) => name)
    expect(names).toEqual([...new Set(folders.map((folder) => path.basename(folder)))].toSorted())
  })

  it('has two templates named vfs: one is used, a diagnostic names both', () => {
    const both = folders.filter((folder) => path.basename(folder) === 'vfs')
    expect(both.map(templateAt).filter(Boolean)).toHaveLength(1)
    const duplicate = list.diagnostics.filter(({ code }) => code === 'AYS_TEMPLATE_DUPLICATE')
    expect(duplicate).toHaveLength(1)
    const text = JSON.stringify(duplicate)
    for (const folder of both) expect(text).toContain(folder)
  })

  it.each(folders.filter((folder) => path.basename(folder) !== 'vfs'))(
    '%s has the role, fields and links that the original read',
    (folder) => {
      const original = originals[`${TREE}/${folder}/schema.hrd`]
      const template = templateAt(folder)
      expect(template).toMatchObject({
        name: path.basename(folder),
        role: path.basename(folder).replace(/[.].*/, ''),
        actions: [],
      })
      expect(template?.fields.map(({ name, ordinal }) => [name, ordinal])).toEqual(
        original?.capnp_fields.map(([name, ordinal]) => [name, ordinal]),
      )
      expect(template?.links).toEqual(original && linksOf(original))
    },
  )
})

/** Section 1.3 of the reference: the first parent; MIN is 0 and MAX 100 unless told; roles end at the first dot. */
function linksOf({ hrd }: OriginalReading): unknown {
  const parent = hrd.find((field) => field.parent !== '')
  const consume = hrd.filter((field) => field.parent === '' && field.consume !== '')
  return {
    ...(parent && {
      parent: {
        role: cut(parent.parent),
        argname: parent.field,
        auto: parent.auto,
        optional: parent.optional,
      },
    }),
    consume: consume.map(({ consume: role, field, min, max, auto }) => ({
      role: cut(role),
      argname: field,
      min: Number(min),
      max: Number(max),
      auto,
    })),
  }
}

function cut(role: string): string {
  return role.replace(/[.].*/, '')
}
