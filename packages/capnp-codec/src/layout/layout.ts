import type { PrimitiveKind } from '@ays/core'

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
export interface GroupLayout {
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

export type Int64Kind = 'int64' | 'uint64'

/** A type with what it refers to. */
export type LayoutType =
  | { readonly kind: Exclude<PrimitiveKind, Int64Kind> }
  | { readonly kind: Int64Kind; readonly bigint: boolean }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'struct'; readonly struct: StructLayout }
  | { readonly kind: 'list'; readonly element: LayoutType }

/** Kinds that lie in the data section. */
export type DataKind = Exclude<LayoutType['kind'], PointerKind | 'void'>
/** Kinds that lie behind a pointer. */
export type PointerKind = 'text' | 'data' | 'list' | 'struct' | 'anyPointer'

/** Size of a data value as a power of two of bits: 0 for Bool, 6 for 64 bits. */
export const SIZE_LOG2: Readonly<Record<DataKind, number>> = {
  bool: 0,
  int8: 3,
  uint8: 3,
  int16: 4,
  uint16: 4,
  enum: 4,
  int32: 5,
  uint32: 5,
  float32: 5,
  int64: 6,
  uint64: 6,
  float64: 6,
}

export function isPointerKind(kind: LayoutType['kind']): kind is PointerKind {
  return !(kind in SIZE_LOG2) && kind !== 'void'
}
