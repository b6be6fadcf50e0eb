import { createHash } from 'node:crypto'
import { AysError } from '../errors/ays-error.ts'
import { MODEL } from '../model/model-data.gen.ts'
import { DataChecker, isRecordData } from './check-data.ts'
import { checkModel } from './check-model.ts'
import type { Break, Codec, DataFault, RecordCodec, RecordData, Schema } from './codec.ts'
import { findBreaks, pathsOf } from './find-breaks.ts'
import { JsonValues } from './json-values.ts'
import { flatten } from './members.ts'
import type { FieldModel, MemberModel, SchemaModel } from './schema-model.ts'
import { typesOf } from './types-of.ts'

/** The reference codec: records are JSON, which says most clearly what every codec has to do. */
export class JsonCodec implements Codec {
  compile(model: SchemaModel): Schema {
    return new JsonSchema(model)
  }

  record<T>(name: string): RecordCodec<T> {
    const schema = new JsonSchema({ ...MODEL, root: name })
    return {
      encode: (value) => schema.write(value),
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- T is the type of that struct
      decode: (bytes) => schema.decode(bytes) as T,
    }
  }
}

class JsonSchema implements Schema {
  readonly hash: string
  readonly model: SchemaModel
  readonly fields: readonly FieldModel[]
  readonly #members: readonly MemberModel[]
  readonly #values: JsonValues
  readonly #checker: DataChecker

  constructor(model: SchemaModel) {
    const [fault] = checkModel(model, compilePattern)
    if (fault !== undefined)
      throw new AysError('AYS_SCHEMA_INVALID', `the schema has no layout: ${fault.summary}`)
    this.model = model
    this.hash = createHash('sha256')
      .update(JSON.stringify(sorted(model)))
      .digest('hex')
    this.#values = new JsonValues(model)
    this.#members = this.#values.members(model.root)
    this.fields = flatten(this.#members).filter((member) => member.kind === 'field')
    this.#checker = new DataChecker(model, compilePattern)
  }

  encode(value: RecordData): Uint8Array {
    return this.write(value)
  }

  /** encode() for values that may be anything. */
  write(value: unknown): Uint8Array {
    this.#assertFits(value)
    return toBytes(isRecordData(value) ? this.#values.write(value, this.#members) : {})
  }

  decode(bytes: Uint8Array): Record<string, unknown> {
    return this.#values.read(fromBytes(bytes), this.#members)
  }

  view(bytes: Uint8Array): RecordData {
    return this.decode(bytes)
  }

  patch(bytes: Uint8Array, changes: RecordData): Uint8Array {
    this.#assertFits(changes)
    const record: Record<string, unknown> = { ...fromBytes(bytes) }
    for (const [name, value] of Object.entries(changes)) {
      const member = flatten(this.#members).find((candidate) => candidate.name === name)
      if (member === undefined) throw unfit({ path: name, message: `there is no field "${name}"` })
      if (value === undefined) delete record[name]
      else {
        for (const other of this.#unionOf(member)) delete record[other.name ?? '']
        record[name] = this.#values.writeMember(value, member)
      }
    }
    return toBytes(record)
  }

  check(value: RecordData): DataFault[] {
    return this.#checker.all(value)
  }

  breaks(next: Schema): Break[] {
    const paths = new Set(pathsOf(next.model))
    const renamed = pathsOf(this.model).filter((path) => !paths.has(path))
    return [
      ...findBreaks(this.model, next.model),
      ...renamed.map((path): Break => ({
        path,
        kind: 'removed',
        message: 'JSON knows a field by its name',
      })),
    ]
  }

  types(): string {
    return typesOf(this.model)
  }

  /** The members that cannot be there beside this one. */
  #unionOf(member: MemberModel): readonly MemberModel[] {
    const union = this.#members.find(
      (candidate) => candidate.kind === 'union' && candidate.members.includes(member),
    )
    return union?.kind === 'union' ? union.members : []
  }

  #assertFits(value: unknown): void {
    const [fault] = this.#checker.types(value)
    if (fault !== undefined) throw unfit(fault)
  }
}

function unfit({ path, message }: DataFault): AysError {
  return new AysError('AYS_DATA_INVALID', `${path === '' ? '' : `${path}: `}${message}`, {
    details: { path },
  })
}

/** Patterns run on the engine of JavaScript here: fine for a reference, not for hostile patterns. */
function compilePattern(pattern: string): (text: string) => boolean {
  const regex = new RegExp(`^(?:${pattern})$`, 'u')
  return (text) => regex.test(text)
}

function toBytes(record: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record))
}

function fromBytes(bytes: Uint8Array): RecordData {
  const record: unknown = parse(bytes)
  if (isRecordData(record)) return record
  throw new AysError('AYS_MESSAGE_INVALID', 'the record is not an object of JSON')
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new AysError('AYS_MESSAGE_INVALID', 'the record is not JSON', { cause })
  }
}

/** With keys in one order: equal models give equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item))
  if (!isRecordData(value)) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
