import {
  BoolList,
  CompositeList,
  Data,
  DataList,
  getBitMask,
  List,
  type ListCtor,
  ListElementSize,
  Message,
  ObjectSize,
  Pointer,
  PointerList,
  Struct,
  type StructCtor,
  TextList,
} from 'capnp-ts'
import { isObject } from '../../src/codec/encode-values.ts'
import {
  BYTES,
  type FieldLayout,
  isByteType,
  type LayoutType,
  type SlotLayout,
  type StructLayout,
} from '../../src/layout/layout.ts'
import { LIBRARY_DATA } from './library-data.ts'

type Value = Record<string, unknown>

/** Reads and writes with capnp-ts, by our layout: a second implementation of the format. */
export class LibraryCodec {
  readonly #root: StructLayout
  readonly #classes = new Map<StructLayout, StructCtor<Struct>>()

  constructor(root: StructLayout) {
    this.#root = root
  }

  encode(value: unknown): Uint8Array {
    const message = new Message()
    this.#writeStruct(message.initRoot(this.#classOf(this.#root)), this.#root, value)
    return new Uint8Array(message.toArrayBuffer())
  }

  decode(bytes: Uint8Array): Value {
    // The library changes what it reads.
    const message = new Message(Uint8Array.from(bytes), false)
    return this.#readStruct(message.getRoot(this.#classOf(this.#root)), this.#root)
  }

  #classOf(layout: StructLayout): StructCtor<Struct> {
    const known = this.#classes.get(layout)
    if (known !== undefined) return known
    const size = new ObjectSize(layout.dataWords * 8, layout.pointers)
    class Made extends Struct {
      static override readonly _capnp = { displayName: layout.name, id: layout.name, size }
    }
    this.#classes.set(layout, Made)
    return Made
  }

  #listOf(element: LayoutType): ListCtor<unknown> {
    if (element.kind === 'void') return List
    if (element.kind === 'bool') return BoolList
    if (element.kind === 'struct') return CompositeList(this.#classOf(element.struct))
    if (element.kind === 'list') return PointerList(this.#listOf(element.element))
    if (isByteType(element))
      return LIBRARY_DATA[element.kind === 'enum' ? 'uint16' : element.kind].list
    return element.kind === 'text' ? TextList : DataList
  }

  #readStruct(struct: Struct, { fields, discriminant }: StructLayout): Value {
    const tag = discriminant < 0 ? -1 : Struct.getUint16(discriminant * 2, struct)
    return Object.fromEntries(
      fields
        .filter((field) => field.tag < 0 || field.tag === tag)
        .map((field) => [field.name, this.#readField(struct, field)]),
    )
  }

  #readField(struct: Struct, field: FieldLayout): unknown {
    if (field.kind === 'group') return this.#readStruct(struct, field.struct)
    const { type, offset, default: initial } = field
    if (type.kind === 'void') return null
    if (type.kind === 'bool')
      return Struct.getBit(offset, struct, getBitMask(initial === true, offset))
    if (type.kind === 'enum') {
      const mask = typeof initial === 'string' ? type.values.indexOf(initial) : 0
      return type.values[Number(LIBRARY_DATA.uint16.read(struct, offset * 2, mask))]
    }
    if (isByteType(type))
      return LIBRARY_DATA[type.kind].read(struct, offset * BYTES[type.kind], initial)
    return this.#readPointer(struct, field)
  }

  #readPointer(struct: Struct, { type, offset, tag, default: initial }: SlotLayout): unknown {
    if (type.kind === 'text')
      return Struct.getText(offset, struct, typeof initial === 'string' ? initial : undefined)
    const isNull = Pointer.isNull(Struct.getPointer(offset, struct))
    if (isNull && initial !== undefined) return this.#asRead(type, initial)
    if (type.kind === 'struct') {
      if (isNull && tag < 0) return undefined
      return this.#readStruct(
        Struct.getStruct(offset, this.#classOf(type.struct), struct),
        type.struct,
      )
    }
    if (type.kind === 'list')
      return isNull
        ? []
        : this.#readList(Struct.getList(offset, this.#listOf(type.element), struct), type.element)
    return isNull ? new Uint8Array(0) : bytesOf(Struct.getData(offset, struct))
  }

  /** A default as it is read: written with the library, then read. */
  #asRead(type: LayoutType, value: unknown): unknown {
    const field: SlotLayout = {
      kind: 'slot',
      name: 'only',
      ordinal: 0,
      tag: -1,
      type,
      offset: 0,
      default: undefined,
    }
    const layout: StructLayout = {
      name: 'Default',
      dataWords: 0,
      pointers: 1,
      group: false,
      discriminant: -1,
      fields: [field],
    }
    const codec = new LibraryCodec(layout)
    return codec.decode(codec.encode({ only: value }))['only']
  }

  #readList(list: List<unknown>, element: LayoutType): unknown[] {
    const length = list.getLength()
    return Array.from({ length }, (_, index) =>
      element.kind === 'void' ? null : this.#readElement(list.get(index), element),
    )
  }

  #readElement(found: unknown, element: LayoutType): unknown {
    if (element.kind === 'enum') return element.values[Number(found)]
    if (found instanceof Struct && element.kind === 'struct')
      return this.#readStruct(found, element.struct)
    if (found instanceof Data) return Pointer.isNull(found) ? new Uint8Array(0) : bytesOf(found)
    if (found instanceof List && element.kind === 'list')
      return Pointer.isNull(found) ? [] : this.#readList(found, element.element)
    return found
  }

  #writeStruct(struct: Struct, { fields, discriminant }: StructLayout, value: unknown): void {
    if (!isObject(value)) throw new Error('expected an object')
    for (const field of fields) {
      const given = value[field.name]
      if (given === undefined) continue
      if (field.tag >= 0) Struct.setUint16(discriminant * 2, field.tag, struct)
      if (field.kind === 'group') this.#writeStruct(struct, field.struct, given)
      else this.#writeSlot(struct, field, given)
    }
  }

  #writeSlot(struct: Struct, field: SlotLayout, value: unknown): void {
    const { type, offset, default: initial } = field
    if (type.kind === 'void') return
    if (type.kind === 'bool')
      Struct.setBit(offset, value === true, struct, getBitMask(initial === true, offset))
    else if (type.kind === 'enum') {
      const mask = typeof initial === 'string' ? type.values.indexOf(initial) : 0
      LIBRARY_DATA.uint16.write(struct, offset * 2, type.values.indexOf(String(value)), mask)
    } else if (isByteType(type))
      LIBRARY_DATA[type.kind].write(struct, offset * BYTES[type.kind], value, initial)
    else this.#writePointer(struct, field, value)
  }

  #writePointer(struct: Struct, { type, offset }: SlotLayout, value: unknown): void {
    if (type.kind === 'text') Struct.setText(offset, String(value), struct)
    else if (type.kind === 'struct')
      this.#writeStruct(
        Struct.initStructAt(offset, this.#classOf(type.struct), struct),
        type.struct,
        value,
      )
    else if (type.kind === 'list' && Array.isArray(value)) {
      const list = Struct.initList(offset, this.#listOf(type.element), value.length, struct)
      this.#fill(list, type.element, value)
    } else if (value instanceof Uint8Array)
      Struct.initData(offset, value.length, struct).copyBuffer(value)
  }

  #fill(list: List<unknown>, element: LayoutType, values: readonly unknown[]): void {
    if (element.kind === 'void') return
    for (const [index, value] of values.entries()) this.#writeElement(list, index, element, value)
  }

  #writeElement(list: List<unknown>, index: number, element: LayoutType, value: unknown): void {
    if (element.kind === 'enum') return list.set(index, element.values.indexOf(String(value)))
    if (element.kind === 'struct' || element.kind === 'list' || element.kind === 'data') {
      const place = list.get(index)
      if (place instanceof Struct && element.kind === 'struct')
        this.#writeStruct(place, element.struct, value)
      else if (place instanceof Data && value instanceof Uint8Array) {
        List.initList(ListElementSize.BYTE, value.length, place)
        place.copyBuffer(value)
      } else if (place instanceof List && element.kind === 'list' && Array.isArray(value)) {
        // oxlint-disable-next-line eslint/no-underscore-dangle -- the library has no other way
        const { size, compositeSize } = this.#listOf(element.element)._capnp
        List.initList(size, value.length, place, compositeSize)
        this.#fill(place, element.element, value)
      }
      return
    }
    list.set(index, value)
  }
}

function bytesOf(data: Data): Uint8Array {
  return Uint8Array.from(data.toUint8Array())
}
