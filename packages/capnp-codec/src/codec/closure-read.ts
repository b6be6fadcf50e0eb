import {
  BYTES,
  type ByteType,
  type FieldLayout,
  isByteType,
  type LayoutType,
  type PointerType,
  type SlotDefault,
  type SlotLayout,
  type StructLayout,
} from '../layout/layout.ts'
import { readAnyPointer } from '../wire/copy.ts'
import type { Message } from '../wire/message.ts'
import type { Segment } from '../wire/segments.ts'
import { readDefault, safeInteger } from './decode-values.ts'
import { encodeDefault } from './default-message.ts'
import { dataReader } from './read-data.ts'
import { ListView, type ReadStruct, type ViewField, viewReader } from './view.ts'
import { absentData } from './zero.ts'

/** Reads what a pointer points at; undefined for a null pointer. */
export type ReadPointer = (message: Message, segment: Segment, at: number) => unknown

/**
 * Decoding made of closures instead of source: for views, and for runtimes that forbid code
 * generation, where it gives what generated source gives.
 */
export class ReadClosures {
  readonly #known = new Map<StructLayout, ReadStruct>()
  readonly #lazy: boolean

  /** `lazy` makes views of structs and lists, otherwise they become plain objects and arrays. */
  constructor({ lazy }: { readonly lazy: boolean }) {
    this.#lazy = lazy
  }

  struct(struct: StructLayout): ReadStruct {
    const known = this.#known.get(struct)
    if (known !== undefined) return known
    const fields: ViewField[] = []
    // A struct may hold itself: what is made later is asked for when it is read.
    let made: ReadStruct | undefined
    const read: ReadStruct = (message, segment, d, ds, p, pc) => {
      made ??= this.#make(struct, fields)
      return made(message, segment, d, ds, p, pc)
    }
    this.#known.set(struct, read)
    for (const field of struct.fields)
      fields.push({ name: field.name, tag: field.tag, read: this.#field(field) })
    return read
  }

  pointer(type: PointerType): ReadPointer {
    if (type.kind === 'list') return this.#list(type.element)
    if (type.kind === 'struct') return this.#structTarget(type.struct)
    if (type.kind === 'text') return this.#text()
    return type.kind === 'data'
      ? (message, segment, at) => message.data(segment, at)
      : readAnyPointer
  }

  #structTarget(struct: StructLayout): ReadPointer {
    const read = this.struct(struct)
    return (message, segment, at) => {
      if (!message.struct(segment, at)) return undefined
      const { offset, dataBytes, pointers } = message
      return read(message, message.segment, offset, dataBytes, offset + dataBytes, pointers)
    }
  }

  #make(struct: StructLayout, fields: readonly ViewField[]): ReadStruct {
    return this.#lazy
      ? viewReader(fields, struct.discriminant)
      : plainReader(fields, struct.discriminant * 2, struct.group ? 0 : 1)
  }

  #field(field: FieldLayout): ReadStruct {
    if (field.kind === 'group') return this.struct(field.struct)
    const { type, offset } = field
    if (type.kind === 'void') return () => null
    if (type.kind === 'bool') return boolReader(offset, field.default === true)
    if (isByteType(type)) return dataFieldReader(type, offset * BYTES[type.kind], field.default)
    if (type.kind === 'text') return this.#textField(field)
    const read = this.pointer(type)
    const absent = this.#absent(type, field)
    return (message, segment, _d, _ds, p, pc) =>
      (pc > offset ? read(message, segment, p + offset * 8) : undefined) ??
      absent(message, segment, 0, 0, 0, 0)
  }

  /** The most frequent field: without a second closure for what the pointer points at. */
  #textField({ offset, default: value }: SlotLayout): ReadStruct {
    const absent = typeof value === 'string' ? value : ''
    const at = offset * 8
    return this.#lazy
      ? (message, segment, _d, _ds, p, pc) =>
          pc > offset ? message.text(segment, p + at, absent) : absent
      : (message, segment, _d, _ds, p, pc) =>
          pc > offset ? message.sharedText(segment, p + at, absent) : absent
  }

  #text(): ReadPointer {
    return this.#lazy
      ? (message, segment, at) => message.text(segment, at, '')
      : (message, segment, at) => message.sharedText(segment, at, '')
  }

  /** What a null pointer means. */
  #absent(type: PointerType, { default: value, tag }: SlotLayout): ReadStruct {
    if (type.kind === 'text') return () => value ?? ''
    if (value !== undefined) {
      const bytes = encodeDefault(value, type)
      const read = this.pointer(type)
      return () => readDefault(bytes, read)
    }
    if (type.kind === 'list') return () => (this.#lazy ? new ListView(0, () => undefined) : [])
    if (type.kind !== 'struct') return () => new Uint8Array(0)
    return tag < 0 ? () => undefined : this.struct(type.struct)
  }

  #list(element: LayoutType): ReadPointer {
    if (element.kind === 'void')
      return (message, segment, at) =>
        message.voids(segment, at) ? this.#collect(message.count, () => null) : undefined
    if (element.kind === 'bool')
      return (message, segment, at) => {
        if (!message.bits(segment, at)) return undefined
        const { offset, view, count } = message
        return this.#collect(
          count,
          (i) => ((view.getUint8(offset + (i >> 3)) >> (i & 7)) & 1) === 1,
        )
      }
    if (element.kind === 'struct') return this.#structList(element.struct)
    if (isByteType(element)) {
      const read = dataReader(element, undefined)
      return (message, segment, at) => {
        if (!message.values(segment, at, BYTES[element.kind])) return undefined
        const { offset, view, count, step } = message
        return this.#collect(count, (index) => read(view, offset + index * step))
      }
    }
    return this.#pointerList(element)
  }

  #structList(struct: StructLayout): ReadPointer {
    const read = this.struct(struct)
    return (message, segment, at) => {
      if (!message.structs(segment, at)) return undefined
      const { segment: found, offset, count, step, dataBytes, pointers } = message
      return this.#collect(count, (index) => {
        const data = offset + index * step
        return read(message, found, data, dataBytes, data + dataBytes, pointers)
      })
    }
  }

  #pointerList(element: PointerType): ReadPointer {
    const read = this.pointer(element)
    const levels = element.kind === 'list' && !this.#lazy ? 1 : 0
    const absent = this.#absent(element, NO_DEFAULT)
    return (message, segment, at) => {
      if (!message.pointerList(segment, at)) return undefined
      message.depth -= levels
      if (message.depth < 0) message.tooDeep()
      const { segment: found, offset, count, step } = message
      const list = this.#collect(
        count,
        (index) =>
          read(message, found, offset + index * step) ?? absent(message, found, 0, 0, 0, 0),
      )
      message.depth += levels
      return list
    }
  }

  #collect(count: number, read: (index: number) => unknown): unknown {
    if (this.#lazy) return new ListView(count, read)
    const list = Array.from<unknown>({ length: count })
    for (let index = 0; index < count; index++) list[index] = read(index)
    return list
  }
}

/** An element of a list has no default of its own. */
const NO_DEFAULT: SlotLayout = {
  kind: 'slot',
  name: '',
  ordinal: -1,
  tag: -1,
  type: { kind: 'void' },
  offset: 0,
  default: undefined,
}

function plainReader(fields: readonly ViewField[], at: number, levels: number): ReadStruct {
  const always = fields.filter(({ tag }) => tag < 0)
  const members = new Map(fields.filter(({ tag }) => tag >= 0).map((field) => [field.tag, field]))
  return (message, segment, d, ds, p, pc) => {
    message.depth -= levels
    if (message.depth < 0) message.tooDeep()
    const value: Record<string, unknown> = {}
    for (const { name, read } of always) value[name] = read(message, segment, d, ds, p, pc)
    if (members.size > 0) {
      const member = members.get(ds > at + 1 ? message.view.getUint16(d + at, true) : 0)
      if (member !== undefined) value[member.name] = member.read(message, segment, d, ds, p, pc)
    }
    message.depth += levels
    return value
  }
}

function boolReader(offset: number, initial: boolean): ReadStruct {
  const byte = offset >> 3
  const bit = 1 << (offset & 7)
  return (message, _segment, d, ds) =>
    ds > byte && (message.view.getUint8(d + byte) & bit) !== 0 ? !initial : initial
}

function dataFieldReader(type: ByteType, start: number, value: SlotDefault): ReadStruct {
  const read = dataReader(type, value)
  const end = start + BYTES[type.kind]
  const absent = absentData(type, value)
  const unsafe = typeof absent === 'bigint' && !('bigint' in type && type.bigint)
  return (message, _segment, d, ds) => {
    if (ds >= end) return read(message.view, d + start)
    return unsafe ? safeInteger(absent) : absent
  }
}
