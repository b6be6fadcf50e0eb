import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { codec, formatSchema, parseSchema } from '@ays/capnp-codec'
import {
  type DefaultValue,
  type FieldModel,
  roleOf,
  type SchemaModel,
  type SchemaReading,
  type TypeModel,
} from '@ays/core'
import { hrdFormat, leaveHrd, parseValueHrd } from '@ays/hrd'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { corpusFiles, corpusText } from './corpus.ts'

/** What the original's own parser and converter made of a schema.hrd. */
interface Original {
  readonly hrd: readonly OriginalField[]
  readonly capnp_fields: readonly (readonly [name: string, ordinal: number, type: string])[]
}

interface OriginalField {
  readonly field: string
  readonly default: DefaultValue
  readonly descr: string
  readonly ask: boolean
  readonly consume: string
  readonly parent: string
  readonly min: string | number
  readonly max: string | number
  readonly auto: boolean
  readonly optional: boolean
}

/** config.yaml as the original's converter wrote it. */
interface Config {
  readonly links?: {
    readonly parent?: { readonly role: string; readonly auto: boolean; readonly optional: boolean }
    readonly consume?: readonly {
      readonly role: string
      readonly argname: string
      readonly min: string | number
      readonly max: string | number
      readonly auto: boolean
    }[]
  }
  readonly recurring?: readonly unknown[]
}

const expected: Readonly<Record<string, Original>> = JSON.parse(corpusText('schemas.expected.json'))
const rejected: Readonly<Record<string, object>> = JSON.parse(corpusText('schemas.rejected.json'))
const converted = [...new Set(corpusFiles('converted').map((file) => path.dirname(file)))]

function readSchema(file: string): SchemaReading {
  return hrdFormat.read(corpusText(file), { file, pack: 'corpus', template: file })
}

function fieldsOf(model: SchemaModel | undefined): FieldModel[] {
  return model?.structs[0]?.members.filter((member) => member.kind === 'field') ?? []
}

describe('the schemas of AYS 8.1', () => {
  it.each(Object.entries(expected))('%s is converted as 8.1 did', (file, original) => {
    const { model, links } = readSchema(file)
    const fields = fieldsOf(model)
    expect(fields.map(({ name, ordinal, type }) => [name, ordinal, typeName(type), ''])).toEqual(
      original.capnp_fields,
    )
    expect(
      fields.map((field) => ({
        default: defaultOf(field),
        descr: field.doc ?? '',
        ask: field.rules?.ask ?? false,
      })),
    ).toEqual(
      original.hrd.map(({ default: initial, descr, ask }) => ({
        default: initial,
        descr: descr.trim(),
        ask,
      })),
    )
    expect(links).toEqual(linksOf(original.hrd))
  })
})

describe('the schemas that 8.1 refused', () => {
  it('are four', () => {
    expect(Object.keys(rejected)).toHaveLength(4)
  })

  it('have types that it promised: yaml, list, dropdown', () => {
    expect(kindsOf('history/github_issue.29a88ecf1c.hrd')['issueData']).toEqual({
      type: 'Text',
      format: 'yaml',
    })
    expect(kindsOf('history/portal.3c0dc86c33.hrd')['mongocluster']).toEqual({ type: 'List(Text)' })
    expect(kindsOf('history/node.kvm.3991dd7f2c.hrd')['paramBaseimage']).toEqual({
      type: 'Text',
      choices: ['openwrt', 'ubuntu1404', 'ubuntu1410'],
      ask: true,
    })
  })

  it('or lines without "=", each of which is reported', () => {
    const { model, diagnostics } = readSchema('history/vdc.672471ae28.hrd')
    expect(model).toBeUndefined()
    expect(diagnostics.map(({ code, source }) => [code, source?.line])).toEqual(
      [7, 8, 9, 10, 11, 12, 13, 14].map((line) => ['AYS_HRD_SYNTAX', line]),
    )
  })
})

describe('the templates that the original converted itself', () => {
  it.each(converted)('%s has the same schema', (template) => {
    const ours = readSchema(`converted/${template}/schema.hrd`)
    const text = corpusText('converted', template, 'schema.capnp')
    const theirs = parseSchema(text, { file: 'schema.capnp' })
    expect(theirs.diagnostics).toEqual([])
    expect(shapeOf(ours.model)).toEqual(shapeOf(theirs.model))
  })

  it.each(converted)('%s has the same links and recurring actions', (template) => {
    const config: Config = parse(corpusText('converted', template, 'config.yaml'))
    const { parent, consume } = readSchema(`converted/${template}/schema.hrd`).links
    const theirs = config.links ?? {}
    expect(parent && { role: parent.role, auto: parent.auto, optional: parent.optional }).toEqual(
      theirs.parent,
    )
    expect(new Set(consume.map((link) => JSON.stringify(link)))).toEqual(
      new Set(
        (theirs.consume ?? []).map(({ role, argname, min, max, auto }) =>
          JSON.stringify({
            role: roleOf(role),
            argname,
            min: Number(min),
            max: Number(max),
            auto,
          }),
        ),
      ),
    )
    const actor = readActor('converted', template)
    expect(actor?.actor['recurring'] ?? []).toEqual(config.recurring)
  })

  it('and one of the tree that recurs', () => {
    const folder = 'ays_jumpscale8/templates/fs/fs.btrfs'
    const config: Config = parse(corpusText('ays9/templates/fs/fs.btrfs/config.yaml'))
    const actor = readActor(folder, '.')
    expect(actor?.actor['recurring']).toEqual(config.recurring)
  })
})

describe('every schema that can be converted', () => {
  const files = [
    ...Object.keys(expected),
    ...Object.keys(rejected),
    ...converted.map((template) => `converted/${template}/schema.hrd`),
  ]
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'ays-corpus-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is Cap’n Proto to the C++ compiler', () => {
    const texts = files.flatMap((file) => readSchema(file).capnp ?? [])
    expect(texts).toHaveLength(files.length - 1)
    const names = texts.map((text, index) => {
      const name = `schema${index}.capnp`
      writeFileSync(path.join(folder, name), text)
      return name
    })
    const env = { ...process.env, CAPNP_IGNORE_ISSUE_344: '1' }
    execFileSync('capnp', ['compile', '-o-', ...names], { env, cwd: folder, stdio: 'pipe' })
  })

  it('is the same after it left HRD, and reads what was stored before', () => {
    for (const file of files) {
      const reading = readSchema(file)
      if (reading.model === undefined) continue
      const { capnp } = leaveHrd(reading)
      const { model } = parseSchema(capnp, { file: 'schema.capnp' })
      expect(model).toEqual(reading.model)
      expect(capnp).toBe(formatSchema(reading.model))
      const before = codec.compile(reading.model)
      const data = before.decode(before.encode({}))
      expect(model && codec.compile(model).decode(before.encode(data))).toEqual(data)
    }
  })
})

describe('the value files of the original', () => {
  it.each(corpusFiles('values'))('%s can be read, and is the same after it was written', (file) => {
    const { values, diagnostics } = parseValueHrd(corpusText('values', file), { file })
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const again = parseValueHrd(values.toString()).values
    expect(again.keys()).toEqual(values.keys())
    for (const key of values.keys()) expect(again.get(key)).toEqual(values.get(key))
    expect(again.toString()).toBe(values.toString())
  })
})

/** Type and rules of each field of a schema. */
function kindsOf(file: string): Record<string, object> {
  const fields = fieldsOf(readSchema(file).model)
  return Object.fromEntries(
    fields.map(({ name, type, rules }) => [name, { type: typeName(type), ...rules }]),
  )
}

/** What a converted schema must have in common with the original. */
function shapeOf(model: SchemaModel | undefined): unknown[] {
  return fieldsOf(model).map((field) => {
    const { name, ordinal, type } = field
    return [name, ordinal, typeName(type), defaultOf(field)]
  })
}

function readActor(...folder: string[]) {
  if (!corpusFiles(...folder).includes('actor.hrd')) return undefined
  return hrdFormat.readActor?.(corpusText(...folder, 'actor.hrd'), 'actor.hrd')
}

function typeName(type: TypeModel): string {
  if (type.kind === 'list') return `List(${typeName(type.element)})`
  return type.kind.charAt(0).toUpperCase() + type.kind.slice(1)
}

function defaultOf({ default: initial, type }: FieldModel): DefaultValue {
  const zeros: Partial<Record<TypeModel['kind'], DefaultValue>> = {
    list: [],
    bool: false,
    int64: 0,
  }
  return initial ?? zeros[type.kind] ?? ''
}

/** Section 1.3 of the behaviour: the first parent; roles end at the first dot. */
function linksOf(fields: readonly OriginalField[]): SchemaReading['links'] {
  const parent = fields.find((field) => field.parent !== '')
  const consume = fields.filter((field) => field.parent === '' && field.consume !== '')
  return {
    ...(parent && {
      parent: {
        role: roleOf(parent.parent),
        argname: parent.field,
        auto: parent.auto,
        optional: parent.optional,
      },
    }),
    consume: consume.map(({ consume: role, field, min, max, auto }) => ({
      role: roleOf(role),
      argname: field,
      min: Number(min),
      max: Number(max),
      auto,
    })),
  }
}
