import type { FieldModel, SchemaModel } from './schema-model.ts'

/** A record as a plain object: field name to value; lists are arrays, data is Uint8Array. */
export type RecordData = Readonly<Record<string, unknown>>

/** One fault of a value, with the path of the field: `disks[2].size`. */
export interface DataFault {
  readonly path: string
  /** What is wrong, one line: `70000 is above 65535`. */
  readonly message: string
}

/** One way in which a new schema cannot read what the old one wrote. */
export interface Break {
  readonly path: string
  readonly kind: 'removed' | 'type' | 'offset' | 'default' | 'union' | 'enum' | 'ordinal'
  readonly message: string
}

/** A compiled schema: immutable, free of state, safe to share. */
export interface Schema {
  /** sha256 of the canonical text of the model, hexadecimal: equal for equal layouts, defaults, rules and docs. */
  readonly hash: string
  readonly model: SchemaModel
  /** The root struct's own fields (members of groups and unions are reached through their group). */
  readonly fields: readonly FieldModel[]
  /**
   * Missing fields take their defaults. AYS_DATA_INVALID with the path of the first fault of type or
   * range in `details.path`. Int64 and UInt64 are numbers within ±(2^53-1); `$bigint` takes bigint.
   */
  encode(value: RecordData): Uint8Array
  /** Every field, defaults included. AYS_MESSAGE_INVALID for malformed bytes. */
  decode(bytes: Uint8Array): Record<string, unknown>
  /**
   * Lazy getters over the bytes, nothing is copied. Structs are views too; a list has length, at() and
   * an iterator, and is no array. To compare or to keep, decode().
   */
  view(bytes: Uint8Array): RecordData
  /** The record with these fields replaced; fields of a newer writer are kept. */
  patch(bytes: Uint8Array, changes: RecordData): Uint8Array
  /** Every fault at once: unknown fields, types, ranges and rules. Empty: encode() takes it. */
  check(value: RecordData): DataFault[]
  /** What `next` would misread of records written with this one. */
  breaks(next: Schema): Break[]
  /** TypeScript declarations; the root is exported under its own name. */
  types(): string
}

/** Encodes one kind of the engine's own records, from core's model.capnp. */
export interface RecordCodec<T> {
  encode(value: T): Uint8Array
  decode(bytes: Uint8Array): T
}

/** Turns models into schemas. Everything stored is made by one. */
export interface Codec {
  /** AYS_SCHEMA_INVALID when the model has no layout. Equal models may give the same Schema. */
  compile(model: SchemaModel): Schema
  /** The codec of a struct of model.capnp, such as `Service`. */
  record<T>(name: string): RecordCodec<T>
}
