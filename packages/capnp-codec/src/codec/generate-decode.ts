import {
  BYTES,
  type ByteType,
  type EnumType,
  type FieldLayout,
  type Int64Type,
  isByteType,
  type LayoutType,
  type PointerType,
  type SlotDefault,
  type StructLayout,
} from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64 } from '../wire/float-bits.ts'
import { VIEW_METHOD } from './data-access.ts'
import { encodeDefault } from './default-message.ts'
import { literal, type Source } from './source.ts'
import { absentData } from './zero.ts'

/**
 * Writes the functions that turn a message into plain objects. In them `m` is the Message, `g` the
 * segment, `d` and `ds` the data section and its size, `p` and `pc` the pointer section and its count.
 */
export class DecodeGenerator {
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  /** The name of the function (m, g, at) that reads what a pointer points at; undefined for null. */
  pointerReader(type: PointerType): string {
    const name = `read_${this.#source.nameOf(type)}`
    return this.#source.function(name, () => `(m,g,at){${this.#pointerBody(type)}}`)
  }

  /** The name of the function (m, g, d, ds, p, pc) that reads a struct or group. */
  structReader(struct: StructLayout): string {
    const name = `struct_${this.#source.nameOf({ kind: 'struct', struct })}`
    return this.#source.function(name, () => this.#structReader(struct))
  }

  #pointerBody(type: PointerType): string {
    if (type.kind === 'list') return this.#listBody(type.element)
    if (type.kind === 'struct') {
      const read = this.structReader(type.struct)
      return `return m.struct(g,at)?${read}(m,m.segment,m.offset,m.dataBytes,m.offset+m.dataBytes,m.pointers):undefined`
    }
    if (type.kind === 'text') return 'return m.sharedText(g,at,undefined)'
    return type.kind === 'data' ? 'return m.data(g,at)' : 'return readAny(m,g,at)'
  }

  #structReader(struct: StructLayout): string {
    const always = struct.fields.filter(({ tag }) => tag < 0)
    const members = struct.fields.filter(({ tag }) => tag >= 0)
    const entries = always.map((field) => `${literal(field.name)}:${this.#field(field)}`)
    const cases = members.map(
      (field) => `case ${field.tag}:r[${literal(field.name)}]=${this.#field(field)};break;`,
    )
    const at = struct.discriminant * 2
    const choice =
      members.length === 0
        ? ''
        : `switch(ds>${at + 1}?dv.getUint16(d+${at},true):0){${cases.join('')}}`
    const enter = struct.group ? '' : 'if(--m.depth<0)m.tooDeep();'
    const leave = struct.group ? '' : 'm.depth++;'
    return `(m,g,d,ds,p,pc){${enter}const dv=m.view;const r={${entries.join(',')}};${choice}${leave}return r}`
  }

  #field(field: FieldLayout): string {
    if (field.kind === 'group') return `${this.structReader(field.struct)}(m,g,d,ds,p,pc)`
    const { type, offset, tag } = field
    if (type.kind === 'void') return 'null'
    if (type.kind === 'bool') {
      const found = `(dv.getUint8(d+${offset >> 3})&${1 << (offset & 7)})`
      const set = field.default === true
      return `(ds>${offset >> 3}?${found}${set ? '===' : '!=='}0:${set})`
    }
    return isByteType(type)
      ? this.#dataField(type, offset, field.default)
      : this.#pointerField(type, `p+${offset * 8}`, { offset, tag, value: field.default })
  }

  #dataField(type: ByteType, offset: number, value: SlotDefault): string {
    const start = offset * BYTES[type.kind]
    const found = this.#data(type, `d+${start}`, value)
    const absent = literal(absentData(type, value))
    const unsafe = absent.endsWith('n') && !('bigint' in type && type.bigint)
    return `(ds>${start + BYTES[type.kind] - 1}?${found}:${unsafe ? `safe(${absent})` : absent})`
  }

  #pointerField(
    type: PointerType,
    at: string,
    field: { readonly offset: number; readonly tag: number; readonly value: SlotDefault },
  ): string {
    const { offset, value } = field
    if (type.kind === 'text') {
      const absent = literal(typeof value === 'string' ? value : '')
      return `(pc>${offset}?m.sharedText(g,${at},${absent}):${absent})`
    }
    const read = this.pointerReader(type)
    return `((pc>${offset}?${read}(m,g,${at}):undefined)??${this.#absent(type, value, field.tag)})`
  }

  /** What a null pointer means: the default, read from a message of its own, so that it is fresh. */
  #absent(type: PointerType, value: SlotDefault, tag: number): string {
    if (value !== undefined) {
      const message = this.#source.constant(encodeDefault(value, type))
      return `D(${message},${this.pointerReader(type)})`
    }
    if (type.kind === 'list') return '[]'
    if (type.kind !== 'struct') return 'new Uint8Array(0)'
    return tag < 0 ? 'undefined' : `${this.structReader(type.struct)}(m,g,0,0,0,0)`
  }

  /** Reads one data value; a default is XORed into its bits. */
  #data(type: ByteType, at: string, value: SlotDefault): string {
    if (type.kind === 'enum') return this.#enum(type, at, value)
    if (type.kind === 'int64' || type.kind === 'uint64') return readInt64(type, at, value)
    const raw = `dv.get${VIEW_METHOD[type.kind]}(${at}${BYTES[type.kind] > 1 ? ',true' : ''})`
    if (typeof value !== 'number' || value === 0) return raw
    if (type.kind === 'float32')
      return `float32OfBits(dv.getUint32(${at},true)^${bitsOfFloat32(value)})`
    if (type.kind === 'float64')
      return `float64OfBits(dv.getBigUint64(${at},true)^${bitsOfFloat64(value)}n)`
    return type.kind === 'uint32' ? `((${raw}^${value})>>>0)` : `(${raw}^${value})`
  }

  #enum({ values }: EnumType, at: string, value: SlotDefault): string {
    const ordinal = typeof value === 'string' ? values.indexOf(value) : 0
    const raw = `dv.getUint16(${at},true)`
    return `E(${this.#source.constant(values)},${ordinal > 0 ? `${raw}^${ordinal}` : raw})`
  }

  #listBody(element: LayoutType): string {
    if (element.kind === 'bool')
      return 'if(!m.bits(g,at))return;const n=m.count,o=m.offset,dv=m.view,r=new Array(n);for(let i=0;i<n;i++)r[i]=(dv.getUint8(o+(i>>3))&(1<<(i&7)))!==0;return r'
    if (element.kind === 'void') return 'if(m.voids(g,at))return new Array(m.count).fill(null)'
    if (element.kind === 'struct') {
      const read = this.structReader(element.struct)
      return `if(!m.structs(g,at))return;${LIST}const ds=m.dataBytes,pc=m.pointers;${LOOP}r[i]=${read}(m,s,o,ds,o+ds,pc);return r`
    }
    if (isByteType(element)) {
      const read = this.#data(element, 'o', undefined)
      return `if(!m.values(g,at,${BYTES[element.kind]}))return;const dv=m.view;${LIST}${LOOP}r[i]=${read};return r`
    }
    const read = `${this.pointerReader(element)}(m,s,o)??${EMPTY[element.kind]}`
    const [enter, leave] =
      element.kind === 'list' ? ['if(--m.depth<0)m.tooDeep();', 'm.depth++;'] : ['', '']
    return `if(!m.pointerList(g,at))return;${enter}${LIST}${LOOP}r[i]=${read};${leave}return r`
  }
}

const LIST = 'const n=m.count,s=m.segment,step=m.step,r=new Array(n);let o=m.offset;'
const LOOP = 'for(let i=0;i<n;i++,o+=step)'
/** What a null pointer in a list means. */
const EMPTY = {
  text: "''",
  data: 'new Uint8Array(0)',
  anyPointer: 'new Uint8Array(0)',
  list: '[]',
} as const

function readInt64({ kind, bigint }: Int64Type, at: string, value: SlotDefault): string {
  const raw = `dv.get${VIEW_METHOD[kind]}(${at},true)`
  const masked = typeof value === 'bigint' && value !== 0n ? `${raw}^${value}n` : raw
  if (bigint) return `(${masked})`
  return masked === raw ? `${kind}(dv,${at})` : `safe(${masked})`
}
