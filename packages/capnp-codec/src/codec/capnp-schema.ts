import { createHash } from 'node:crypto'
import {
  AysError,
  type Break,
  DataChecker,
  type DataFault,
  type FieldModel,
  isAysError,
  type MemberModel,
  type RecordData,
  type Schema,
  type SchemaModel,
  typesOf,
} from '@ays/core'
import { findWireBreaks } from '../evolution/breaks.ts'
import { layoutOf } from '../layout/build-layout.ts'
import type { StructLayout } from '../layout/layout.ts'
import { formatSchema } from '../text/format-schema.ts'
import { Message } from '../wire/message.ts'
import { closureCoder, readRoot } from './closure-coder.ts'
import { ReadClosures } from './closure-read.ts'
import type { Coder } from './coder.ts'
import { isObject, MISFIT } from './encode-values.ts'
import { generateCoder } from './generate.ts'
import { locateFault } from './locate-fault.ts'
import { compilePattern } from '../pattern.ts'
import { makePatch, type Patch } from './patch.ts'
import type { ReadStruct } from './view.ts'

/** A schema that reads and writes Cap'n Proto. What is not asked for is not made. */
export class CapnpSchema implements Schema {
  readonly model: SchemaModel
  readonly fields: readonly FieldModel[]
  readonly layout: StructLayout
  #hash: string | undefined
  #coder: Coder | undefined
  #view: ReadStruct | undefined
  #patch: Patch | undefined
  #checker: DataChecker | undefined

  readonly #generate: boolean

  /** AYS_SCHEMA_INVALID when the model has no layout. `generate` code from strings, or make closures. */
  constructor(model: SchemaModel, generate: boolean) {
    this.#generate = generate
    const layout = layoutOf(model).get(model.root)
    if (layout === undefined) throw new AysError('AYS_INTERNAL', `no struct "${model.root}"`)
    this.model = model
    this.layout = layout
    this.fields = ownFields(model)
  }

  get hash(): string {
    this.#hash ??= createHash('sha256').update(formatSchema(this.model)).digest('hex')
    return this.#hash
  }

  /** For records whose type is known. Its errors are to go through fitting() and reading(). */
  makeCoder<T = Record<string, unknown>>(): Coder<T> {
    return this.#generate ? generateCoder<T>(this.layout) : closureCoder<T>(this.layout)
  }

  encode(value: RecordData): Uint8Array {
    return this.fitting(value, () => this.#code().encode(value))
  }

  decode(bytes: Uint8Array): Record<string, unknown> {
    return this.reading(bytes, () => this.#code().decode(bytes))
  }

  view(bytes: Uint8Array): RecordData {
    this.#view ??= new ReadClosures({ lazy: true }).struct(this.layout)
    const view = readRoot(new Message(bytes), this.#view)
    if (isObject(view)) return view
    throw new AysError('AYS_INTERNAL', 'a view is no object')
  }

  patch(bytes: Uint8Array, changes: RecordData): Uint8Array {
    this.#patch ??= makePatch(this.layout)
    const patch = this.#patch
    return this.fitting(changes, () => patch(bytes, changes))
  }

  check(value: RecordData): DataFault[] {
    return this.#check().all(value)
  }

  breaks(next: Schema): Break[] {
    return findWireBreaks(this.model, next.model)
  }

  types(): string {
    return typesOf(this.model)
  }

  /** Runs an encoder of this schema: AYS_DATA_INVALID with the path of the first value that does not fit. */
  fitting(value: unknown, code: () => Uint8Array): Uint8Array {
    try {
      return code()
    } catch (error) {
      if (error !== MISFIT) throw error
      const [fault] = this.#check().types(value)
      const { path = '', message = 'a value does not fit' } = fault ?? {}
      throw new AysError('AYS_DATA_INVALID', `${path === '' ? '' : `${path}: `}${message}`, {
        details: { path },
      })
    }
  }

  /** Runs a decoder of this schema: AYS_MESSAGE_INVALID with the path of what cannot be read. */
  reading<T>(bytes: Uint8Array, code: () => T): T {
    try {
      return code()
    } catch (error) {
      if (!isAysError(error, 'AYS_MESSAGE_INVALID')) throw error
      const path = this.#locate(bytes)
      if (path === undefined) throw error
      throw new AysError(error.code, `${path}: ${error.message}`, {
        cause: error,
        details: { path },
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      })
    }
  }

  #locate(bytes: Uint8Array): string | undefined {
    try {
      return locateFault(this.view(bytes), this.layout)
    } catch {
      // Not even the root can be read: there is no path.
      return undefined
    }
  }

  #code(): Coder {
    return (this.#coder ??= this.makeCoder())
  }

  #check(): DataChecker {
    return (this.#checker ??= new DataChecker(this.model, compilePattern))
  }
}

function ownFields({ root, structs }: SchemaModel): FieldModel[] {
  const members = structs.find(({ name }) => name === root)?.members ?? []
  return fieldsOf(members)
}

function fieldsOf(members: readonly MemberModel[]): FieldModel[] {
  return members.flatMap((member) => {
    if (member.kind === 'field') return [member]
    return member.kind === 'union' && member.name === undefined ? fieldsOf(member.members) : []
  })
}
