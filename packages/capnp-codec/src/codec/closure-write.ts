import {
  BYTES,
  type FieldLayout,
  isByteType,
  isPointerType,
  type LayoutType,
  type PointerType,
  type StructLayout,
} from '../layout/layout.ts'
import { writeAnyPointer } from '../wire/copy.ts'
import { ELEMENT, type Writer } from '../wire/writer.ts'
import { ELEMENT_OF_BYTES } from './data-access.ts'
import { isObject, misfit, tooManyElements } from './encode-values.ts'
import { boolWriter, dataWriter } from './write-data.ts'

/** Writes a field, or the fields of a struct, whose sections lie at `data` and `pointers`. */
export type WriteField = (writer: Writer, data: number, pointers: number, value: unknown) => void

/** Writes what the pointer at `at` is to point at. */
export type WritePointer = (writer: Writer, at: number, value: unknown) => void

type WriteItems = (writer: Writer, at: number, items: readonly unknown[]) => void

interface WrittenField {
  readonly name: string
  readonly tag: number
  readonly write: WriteField
}

/**
 * Encoding made of closures instead of source: for runtimes that forbid code generation, and for
 * single fields. It does to the byte what generated source does.
 */
export class WriteClosures {
  readonly #known = new Map<StructLayout, WriteField>()
  readonly #wide: boolean

  /** `wide` takes bigint where numbers are asked for: a default may be beyond the safe range. */
  constructor(options: { readonly wide?: boolean } = {}) {
    this.#wide = options.wide ?? false
  }

  /** Writes the fields of a struct or group. */
  struct(struct: StructLayout): WriteField {
    const known = this.#known.get(struct)
    if (known !== undefined) return known
    const always: WrittenField[] = []
    const members: WrittenField[] = []
    const levels = struct.group ? 0 : 1
    const write: WriteField = (writer, data, pointers, value) => {
      if (!isObject(value)) misfit()
      writer.depth -= levels
      if (writer.depth < 0) misfit()
      for (const field of always) {
        const set = own(value, field.name)
        if (set !== undefined) field.write(writer, data, pointers, set)
      }
      const member = members.length > 0 ? activeMember(members, value) : undefined
      if (member !== undefined) {
        writer.view.setUint16(data + struct.discriminant * 2, member.tag, true)
        member.write(writer, data, pointers, own(value, member.name))
      }
      writer.depth += levels
    }
    this.#known.set(struct, write)
    for (const field of inWritingOrder(struct.fields)) {
      const written = { name: field.name, tag: field.tag, write: this.field(field) }
      if (field.tag < 0) always.push(written)
      else members.push(written)
    }
    return write
  }

  /** Writes one field; the tag of a union is not touched. */
  field(field: FieldLayout): WriteField {
    if (field.kind === 'group') return this.struct(field.struct)
    const { type, offset } = field
    if (type.kind === 'void')
      return (_writer, _data, _pointers, value) => void (value === null || misfit())
    if (type.kind === 'bool') {
      const write = boolWriter(offset, field.default === true)
      return ({ view }, data, _pointers, value) => write(view, data, value)
    }
    if (isByteType(type)) {
      const write = dataWriter(type, field.default, this.#wide)
      const place = offset * BYTES[type.kind]
      return ({ view }, data, _pointers, value) => write(view, data + place, value)
    }
    const write = this.pointer(type, field.default !== undefined)
    return (writer, _data, pointers, value) => write(writer, pointers + offset * 8, value)
  }

  /** Writes what a pointer points at; an empty value needs no object unless `always`. */
  pointer(type: PointerType, always = false): WritePointer {
    if (type.kind === 'struct') return this.#structTarget(type.struct)
    if (type.kind === 'list') {
      const write = this.#items(type.element)
      return (writer, at, value) => {
        if (!Array.isArray(value)) misfit()
        if (always || value.length > 0) write(writer, at, value)
      }
    }
    if (type.kind === 'text')
      return (writer, at, value) => {
        if (typeof value !== 'string') misfit()
        if (always || value !== '') writer.text(at, value)
      }
    const any = type.kind === 'anyPointer'
    return (writer, at, value) => {
      if (!(value instanceof Uint8Array)) misfit()
      if (any && value.length > 0) writeAnyPointer(writer, at, value)
      if (!any && (always || value.length > 0)) writer.data(at, value)
    }
  }

  #structTarget(struct: StructLayout): WritePointer {
    const { dataWords, pointers } = struct
    return (writer, at, value) => {
      const data = writer.struct(at, dataWords, pointers)
      this.struct(struct)(writer, data, data + dataWords * 8, value)
    }
  }

  #items(element: LayoutType): WriteItems {
    if (element.kind === 'void') return writeVoids
    if (element.kind === 'bool') return writeBools
    if (element.kind === 'struct') return this.#structItems(element.struct)
    if (isByteType(element)) {
      const bytes = BYTES[element.kind]
      const write = dataWriter(element, undefined, this.#wide)
      return (writer, at, items) => {
        const offset = writer.list(at, ELEMENT_OF_BYTES[bytes], items.length, items.length * bytes)
        const { view } = writer
        for (const [index, item] of items.entries()) write(view, offset + index * bytes, item)
      }
    }
    return this.#pointerItems(this.pointer(element), element.kind === 'list' ? 1 : 0)
  }

  #structItems(struct: StructLayout): WriteItems {
    const { dataWords, pointers } = struct
    const step = (dataWords + pointers) * 8
    return (writer, at, items) => {
      if (step === 0 && !writer.addFreeElements(items.length)) tooManyElements()
      const write = this.struct(struct)
      const offset = writer.structs(at, items.length, dataWords, pointers)
      for (const [index, item] of items.entries()) {
        const data = offset + index * step
        write(writer, data, data + dataWords * 8, item)
      }
    }
  }

  #pointerItems(write: WritePointer, levels: number): WriteItems {
    return (writer, at, items) => {
      writer.depth -= levels
      if (writer.depth < 0) misfit()
      const offset = writer.list(at, ELEMENT.pointer, items.length, items.length * 8)
      for (const [index, item] of items.entries()) write(writer, offset + index * 8, item)
      writer.depth += levels
    }
  }
}

/** Data before pointers: the order in which generated source makes the objects of a message. */
function inWritingOrder(fields: readonly FieldLayout[]): FieldLayout[] {
  return fields.toSorted((a, b) => Number(!isData(a)) - Number(!isData(b)))
}

/** True for a field that needs no object of its own. */
export function isData(field: FieldLayout): boolean {
  if (field.kind === 'group') return false
  return !isPointerType(field.type)
}

function activeMember(
  members: readonly WrittenField[],
  value: Readonly<Record<string, unknown>>,
): WrittenField | undefined {
  const [member, second] = members.filter(({ name }) => own(value, name) !== undefined)
  return second === undefined ? member : misfit()
}

/** A field that is called like a method of every object counts only when somebody set it. */
function own(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return name in Object.prototype && !Object.hasOwn(value, name) ? undefined : value[name]
}

function writeVoids(writer: Writer, at: number, items: readonly unknown[]): void {
  if (!writer.addFreeElements(items.length)) tooManyElements()
  if (!items.every((item) => item === null)) misfit()
  writer.list(at, ELEMENT.void, items.length, 0)
}

function writeBools(writer: Writer, at: number, items: readonly unknown[]): void {
  const offset = writer.list(at, ELEMENT.bit, items.length, (items.length + 7) >> 3)
  for (const [index, item] of items.entries()) {
    if (typeof item !== 'boolean') misfit()
    const byte = offset + (index >> 3)
    if (item) writer.view.setUint8(byte, writer.view.getUint8(byte) | (1 << (index & 7)))
  }
}
