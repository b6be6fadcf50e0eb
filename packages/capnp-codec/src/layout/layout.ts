/** Where the parts of a struct lie, and how to read each. */
export interface StructLayout {
  /** Scopes joined by dots; of a group also the names of the fields that lead to it. */
  readonly name: string
  /** Size of the data section, in words of eight bytes. */
  readonly dataWords: number
  /** Size of the pointer section, in words. */
  readonly pointers: number
  /** A group lies in the sections of its struct and has no pointer of its own. */
  readonly group: boolean
  /** Index of the discriminant in units of 16 bits; -1 where there is no union. */
  readonly discriminant: number
  readonly fields: readonly FieldLayout[]
}

export type FieldLayout = SlotLayout | GroupLayout

/** A field with a place of its own. */
export interface SlotLayout {
  readonly kind: 'slot'
  readonly name: string
  readonly ordinal: number
  /** Value of the discriminant that makes it the active member; -1 outside of unions. */
  readonly tag: number
  readonly type: LayoutType
  /** In units of the type's own size (bits for Bool), or the index of the pointer. */
  readonly offset: number
  readonly default: SlotDefault
}

/** A group, or a named union, inside the sections of its struct. */
interface GroupLayout {
  readonly kind: 'group'
  readonly name: string
  readonly tag: number
  readonly struct: StructLayout
}

/** A default ready to be used: 64 bits are a bigint; undefined is the zero value of the type. */
export type SlotDefault =
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly SlotDefault[]
  | { readonly [field: string]: SlotDefault }
  | null
  | undefined

/** Kinds of numbers that fill whole bytes. */
type NumberKind = 'int8' | 'int16' | 'int32' | 'uint8' | 'uint16' | 'uint32' | 'float32' | 'float64'

export interface Int64Type {
  readonly kind: 'int64' | 'uint64'
  /** Read and written as bigint. */
  readonly bigint: boolean
}

export interface EnumType {
  readonly kind: 'enum'
  readonly values: readonly string[]
}

/** Types that fill whole bytes of the data section. */
export type ByteType = { readonly kind: NumberKind } | Int64Type | EnumType

/** Types that lie behind a pointer. */
export type PointerType =
  | { readonly kind: 'text' | 'data' | 'anyPointer' }
  | { readonly kind: 'struct'; readonly struct: StructLayout }
  | { readonly kind: 'list'; readonly element: LayoutType }

/** A type with what it refers to. */
export type LayoutType =
  | { readonly kind: 'void' }
  | { readonly kind: 'bool' }
  | ByteType
  | PointerType

/** Size of a value in the data section. */
export const BYTES: Readonly<Record<ByteType['kind'], 1 | 2 | 4 | 8>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  enum: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  int64: 8,
  uint64: 8,
  float64: 8,
}

export function isByteType(type: LayoutType): type is ByteType {
  return type.kind in BYTES
}

export function isPointerType(type: LayoutType): type is PointerType {
  return !(type.kind in BYTES) && type.kind !== 'bool' && type.kind !== 'void'
}
