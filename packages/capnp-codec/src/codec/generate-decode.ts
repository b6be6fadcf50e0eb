import type { FieldLayout, LayoutType, SlotLayout, StructLayout } from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64 } from '../wire/float-bits.ts'
import { type ByteKind, DATA_ACCESS, isByteKind } from './data-access.ts'
import { encodeDefault } from './default-message.ts'
import { literal, type Source } from './source.ts'
import { zeroOf } from './zero.ts'

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
  pointerReader(type: LayoutType): string {
    return this.#source.function(`read_${this.#source.nameOf(type)}`, () => {
      switch (type.kind) {
        case 'struct':
          return `(m,g,at){return m.struct(g,at)?${this.structReader(type.struct)}(m,m.segment,m.offset,m.dataBytes,m.offset+m.dataBytes,m.pointers):undefined}`
        case 'list':
          return this.#listReader(type.element)
        case 'text':
          return '(m,g,at){return m.sharedText(g,at,undefined)}'
        case 'data':
          return '(m,g,at){return m.data(g,at)}'
        default:
          return '(m,g,at){return readAny(m,g,at)}'
      }
    })
  }

  /** The name of the function (m, g, d, ds, p, pc) that reads a struct or group. */
  structReader(struct: StructLayout): string {
    const name = `struct_${this.#source.nameOf({ kind: 'struct', struct })}`
    return this.#source.function(name, () => this.#structReader(struct))
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
    const { type, offset } = field
    if (type.kind === 'void') return 'null'
    if (type.kind === 'bool') {
      const found = `(dv.getUint8(d+${offset >> 3})&${1 << (offset & 7)})`
      const set = field.default === true
      return `(ds>${offset >> 3}?${found}${set ? '===' : '!=='}0:${set})`
    }
    if (isByteKind(type.kind)) return this.#dataField(field, type.kind)
    return this.#pointerField(field)
  }

  #dataField(field: SlotLayout, kind: ByteKind): string {
    const { bytes } = DATA_ACCESS[kind]
    const start = field.offset * bytes
    const found = this.dataReader(field.type, `d+${start}`, field.default)
    return `(ds>${start + bytes - 1}?${found}:${this.#absent(field)})`
  }

  #pointerField(field: SlotLayout): string {
    const { type, offset, default: value } = field
    const at = `p+${offset * 8}`
    if (type.kind === 'text') {
      const absent = literal(typeof value === 'string' ? value : '')
      return `(pc>${offset}?m.sharedText(g,${at},${absent}):${absent})`
    }
    return `((pc>${offset}?${this.pointerReader(type)}(m,g,${at}):undefined)??${this.#absentPointer(field)})`
  }

  /** What a null pointer means: the default, read from a message of its own, so that it is fresh. */
  #absentPointer({ type, default: value, tag }: SlotLayout): string {
    if (value !== undefined) {
      const message = this.#source.constant(encodeDefault(value, type))
      return `D(${message},${this.pointerReader(type)})`
    }
    if (type.kind === 'list') return '[]'
    if (type.kind !== 'struct') return 'new Uint8Array(0)'
    return tag < 0 ? 'undefined' : `${this.structReader(type.struct)}(m,g,0,0,0,0)`
  }

  #absent({ type, default: value }: SlotLayout): string {
    const absent = zeroOf(type, value)
    if (typeof absent === 'bigint' && (type.kind === 'int64' || type.kind === 'uint64'))
      return type.bigint ? literal(absent) : `safe(${literal(absent)})`
    return typeof absent === 'object' || absent === undefined ? 'null' : literal(absent)
  }

  /** Reads one data value; a default is XORed into its bits. */
  dataReader(type: LayoutType, at: string, value: SlotLayout['default']): string {
    const { kind } = type
    if (!isByteKind(kind)) return 'undefined'
    if (kind === 'enum') return this.#enumReader(type, at, value)
    if (kind === 'int64' || kind === 'uint64') return this.#int64Reader(type, at, value)
    const { bytes, method } = DATA_ACCESS[kind]
    const raw = `dv.get${method}(${at}${bytes > 1 ? ',true' : ''})`
    if (typeof value !== 'number' || value === 0) return raw
    if (kind === 'float32') return `float32OfBits(dv.getUint32(${at},true)^${bitsOfFloat32(value)})`
    if (kind === 'float64')
      return `float64OfBits(dv.getBigUint64(${at},true)^${bitsOfFloat64(value)}n)`
    return kind === 'uint32' ? `((${raw}^${value})>>>0)` : `(${raw}^${value})`
  }

  #enumReader(type: LayoutType, at: string, value: SlotLayout['default']): string {
    const values = type.kind === 'enum' ? type.values : []
    const ordinal = typeof value === 'string' ? values.indexOf(value) : 0
    const raw = `dv.getUint16(${at},true)`
    return `E(${this.#source.constant(values)},${ordinal > 0 ? `${raw}^${ordinal}` : raw})`
  }

  #int64Reader(type: LayoutType, at: string, value: SlotLayout['default']): string {
    const big = 'bigint' in type && type.bigint
    const signed = type.kind === 'int64'
    const mask = typeof value === 'bigint' ? value : 0n
    const raw = `dv.${signed ? 'getBigInt64' : 'getBigUint64'}(${at},true)`
    if (mask !== 0n) return big ? `(${raw}^${mask}n)` : `safe(${raw}^${mask}n)`
    if (big) return raw
    return `${signed ? 'int64' : 'uint64'}(dv,${at})`
  }

  #listReader(element: LayoutType): string {
    const { kind } = element
    if (kind === 'bool')
      return '(m,g,at){if(!m.bits(g,at))return;const n=m.count,o=m.offset,dv=m.view,r=new Array(n);for(let i=0;i<n;i++)r[i]=(dv.getUint8(o+(i>>3))&(1<<(i&7)))!==0;return r}'
    if (kind === 'void')
      return '(m,g,at){return m.voids(g,at)?new Array(m.count).fill(null):undefined}'
    if (kind === 'struct') {
      const read = this.structReader(element.struct)
      return `(m,g,at){if(!m.structs(g,at))return;${LOOP}const ds=m.dataBytes,pc=m.pointers;for(let i=0;i<n;i++,o+=step)r[i]=${read}(m,s,o,ds,o+ds,pc);return r}`
    }
    if (isByteKind(kind)) {
      const { bytes } = DATA_ACCESS[kind]
      const read = this.dataReader(element, 'o', undefined)
      return `(m,g,at){if(!m.values(g,at,${bytes}))return;const dv=m.view;${LOOP}for(let i=0;i<n;i++,o+=step)r[i]=${read};return r}`
    }
    const nested = kind === 'list'
    const read = `${this.pointerReader(element)}(m,s,o)??${kind === 'text' ? "''" : nested ? '[]' : 'new Uint8Array(0)'}`
    return `(m,g,at){if(!m.pointerList(g,at))return;${nested ? 'if(--m.depth<0)m.tooDeep();' : ''}${LOOP}for(let i=0;i<n;i++,o+=step)r[i]=${read};${nested ? 'm.depth++;' : ''}return r}`
  }
}

const LOOP = 'const n=m.count,s=m.segment,step=m.step,r=new Array(n);let o=m.offset;'
