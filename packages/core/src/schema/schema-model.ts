/**
 * A schema as plain JSON data: what `.capnp` and `.hrd` readers produce and a Codec compiles.
 * It says what was declared; where the bytes lie is the codec's business.
 */
export interface SchemaModel {
  /** The file id, `0x` and 16 hexadecimal digits, first bit set. */
  readonly id: string
  /** The struct that a record is: `Schema` for templates. */
  readonly root: string
  /** Every struct, by its name with scopes joined by dots (`Schema.Disk`). */
  readonly structs: readonly StructModel[]
  readonly enums: readonly EnumModel[]
}

export interface StructModel {
  readonly name: string
  readonly members: readonly MemberModel[]
  readonly doc?: string
}

export interface EnumModel {
  readonly name: string
  /** In the order of their ordinals. */
  readonly values: readonly string[]
}

/** What stands between the braces of a struct, in the order it is written. */
export type MemberModel = FieldModel | GroupModel | UnionModel

export interface FieldModel {
  readonly kind: 'field'
  readonly name: string
  readonly ordinal: number
  readonly type: TypeModel
  /** Absent: the zero value of the type. */
  readonly default?: DefaultValue
  readonly doc?: string
  readonly rules?: FieldRules
}

export interface GroupModel {
  readonly kind: 'group'
  readonly name: string
  readonly members: readonly MemberModel[]
  readonly doc?: string
}

export interface UnionModel {
  readonly kind: 'union'
  /** Absent: the unnamed union of its struct or group. */
  readonly name?: string
  /** Where the discriminant was numbered by hand: `union @3`. */
  readonly ordinal?: number
  readonly members: readonly MemberModel[]
  readonly doc?: string
}

export type PrimitiveKind =
  | 'void'
  | 'bool'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'text'
  | 'data'
  | 'anyPointer'

export type TypeModel =
  | { readonly kind: PrimitiveKind }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'struct'; readonly name: string }
  | { readonly kind: 'list'; readonly element: TypeModel }

/**
 * A default as JSON. 64-bit integers beyond 2^53-1 are decimal strings, data is hexadecimal text,
 * floats that JSON lacks are "nan", "inf" and "-inf", an enum is the name of its value, a struct an
 * object of its set fields.
 */
export type DefaultValue =
  | boolean
  | number
  | string
  | null
  | readonly DefaultValue[]
  | { readonly [field: string]: DefaultValue }

/** The annotations of a field, checked by Schema.check in linear time. */
export interface FieldRules {
  /** The whole text, or every element of a list, matches (RE2 syntax). */
  readonly regex?: string
  readonly min?: number
  readonly max?: number
  /** One of these; for a list: each element is. */
  readonly choices?: readonly string[]
  readonly format?: FieldFormat
  /** Never shown, never logged. */
  readonly secret?: true
  /** Asked for on a terminal when the blueprint is silent. */
  readonly ask?: true
  /** Read and written as bigint. */
  readonly bigint?: true
}

/** What a text must look like, by the type names of HRD. */
export type FieldFormat =
  | 'email'
  | 'tel'
  | 'ipaddr'
  | 'iprange'
  | 'port'
  | 'date'
  | 'datetime'
  | 'duration'
  | 'guid'
  | 'url'
  | 'path'
  | 'dict'
  | 'yaml'
  | 'json'
  | 'multiline'
