import type { DefaultValue, FieldModel, SchemaReading, TypeModel } from '@ays/core'
import { hrdFormat } from '@ays/hrd'
import { describe, expect, it } from 'vitest'
import { corpusText } from './corpus.ts'

/** What the original's own parser and converter made of a schema.hrd. */
interface Original {
  readonly hrd: readonly {
    readonly field: string
    readonly type: string
    readonly list: boolean
    readonly default: DefaultValue
    readonly descr: string
    readonly ask: boolean
  }[]
  readonly capnp_fields: readonly (readonly [name: string, ordinal: number, type: string])[]
}

const originals: Readonly<Record<string, Original>> = JSON.parse(
  corpusText('schemas.expected.json'),
)

function readSchema(file: string): SchemaReading {
  return hrdFormat.read(corpusText(file), { file, pack: 'corpus', template: file })
}

function fieldsOf({ model }: SchemaReading): FieldModel[] {
  return model?.structs[0]?.members.filter((member) => member.kind === 'field') ?? []
}

describe('the schemas of AYS 8.1', () => {
  it.each(Object.entries(originals))('%s is converted as 8.1 did', (file, original) => {
    const reading = readSchema(file)
    const fields = fieldsOf(reading)
    expect(fields.map(({ name, ordinal, type }) => [name, ordinal, typeName(type), ''])).toEqual(
      original.capnp_fields,
    )
    expect(
      fields.map(({ default: initial, type, doc = '', rules }) => ({
        default: initial ?? zeroOf(type),
        descr: doc,
        ask: rules?.ask ?? false,
      })),
    ).toEqual(
      original.hrd.map(({ default: initial, descr, ask }) => ({ default: initial, descr, ask })),
    )
  })
})

function typeName(type: TypeModel): string {
  if (type.kind === 'list') return `List(${typeName(type.element)})`
  return type.kind.charAt(0).toUpperCase() + type.kind.slice(1)
}

function zeroOf(type: TypeModel): DefaultValue {
  const zeros: Partial<Record<TypeModel['kind'], DefaultValue>> = {
    list: [],
    bool: false,
    int64: 0,
  }
  return zeros[type.kind] ?? ''
}
