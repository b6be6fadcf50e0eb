import {
  BYTES,
  type ByteType,
  type FieldLayout,
  isByteType,
  type LayoutType,
  type PointerType,
  type SlotDefault,
  type StructLayout,
} from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64 } from '../wire/float-bits.ts'
import { ELEMENT } from '../wire/writer.ts'
import { isData } from './closure-write.ts'
import { ELEMENT_OF_BYTES, VIEW_METHOD } from './data-access.ts'
import { ordinalsOf } from './ordinals.ts'
import { literal, type Source } from './source.ts'

/** Names that an object has without anybody having set them. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Integers that fit a bit operation: what `v` must be equal to. */
const FITS = {
  int8: 'v<<24>>24',
  uint8: 'v&255',
  int16: 'v<<16>>16',
  uint16: 'v&65535',
  int32: 'v|0',
  uint32: 'v>>>0',
} as const

/**
 * Writes the functions that turn plain objects into a message. In them `w` is the Writer, `o` the
 * object and `d` where its data section lies; X() leaves when a value does not fit. Data is written
 * before pointers, because `w.view` changes when the message outgrows its slab.
 */
export class EncodeGenerator {
  readonly #source: Source

  constructor(source: Source) {
    this.#source = source
  }

  /** The name of the function (w, o, d) that writes the fields of a struct or group. */
  structWriter(struct: StructLayout): string {
    const name = `write_${this.#source.nameOf({ kind: 'struct', struct })}`
    return this.#source.function(name, () => this.#structWriter(struct))
  }

  #structWriter(struct: StructLayout): string {
    const always = struct.fields.filter(({ tag }) => tag < 0)
    const data = always.filter((field) => isData(field))
    const pointers = always.filter((field) => !isData(field))
    const write = (field: FieldLayout) => this.#field(field, struct)
    const body = [...data.map(write), ...pointers.map(write), this.#union(struct)].join('')
    const enter = struct.group ? '' : 'if(--w.depth<0)X();'
    const leave = struct.group ? '' : 'w.depth++;'
    return `(w,o,d){${enter}let dv=w.view,v;${body}${leave}}`
  }

  #union(struct: StructLayout): string {
    const members = struct.fields.filter(({ tag }) => tag >= 0)
    if (members.length === 0) return ''
    const choose = members.map(
      ({ name, tag }) => `if(${read(name)}!==undefined){if(t>=0)X();t=${tag};}`,
    )
    const at = `d+${struct.discriminant * 2}`
    const write = members.map((field) => {
      const tag = field.tag === 0 ? '' : `dv.setUint16(${at},${field.tag},true);`
      return `case ${field.tag}:${tag}${this.#field(field, struct)}break;`
    })
    return `dv=w.view;let t=-1;${choose.join('')}switch(t){${write.join('')}}`
  }

  #field(field: FieldLayout, struct: StructLayout): string {
    const get = `v=${read(field.name)};`
    if (field.kind === 'group')
      return `${get}if(v!==undefined){if(!isObject(v))X();${this.structWriter(field.struct)}(w,v,d);}`
    const { type, offset } = field
    if (type.kind === 'void') return `${get}if(v!==undefined&&v!==null)X();`
    if (type.kind === 'bool') {
      const set = field.default === true
      const byte = `d+${offset >> 3}`
      return `${get}if(v!==undefined){if(v===${!set})dv.setUint8(${byte},dv.getUint8(${byte})|${1 << (offset & 7)});else if(v!==${set})X();}`
    }
    if (isByteType(type)) {
      const at = `d+${offset * BYTES[type.kind]}`
      return `${get}if(v!==undefined){${this.#dataWriter(type, at, field.default)}}`
    }
    const at = `d+${(struct.dataWords + offset) * 8}`
    return `${get}if(v!==undefined){${this.#pointerWriter(type, at, field.default !== undefined)}}`
  }

  /** Statements that write the data value `v`; a default is XORed into its bits. */
  #dataWriter(type: ByteType, at: string, value: SlotDefault): string {
    if (type.kind === 'enum') return this.#enumWriter(type.values, at, value)
    if (type.kind === 'int64' || type.kind === 'uint64') {
      const write = `write${type.bigint ? 'Big' : ''}${type.kind === 'int64' ? 'Int64' : 'Uint64'}`
      return `${write}(dv,${at},v,${literal(typeof value === 'bigint' ? value : 0n)});`
    }
    const mask = typeof value === 'number' ? value : 0
    if (type.kind === 'float32') return float32Writer(at, mask)
    if (type.kind === 'float64') return float64Writer(at, mask)
    const written = mask === 0 ? 'v' : `v^${mask}`
    const order = BYTES[type.kind] > 1 ? ',true' : ''
    return `if((${FITS[type.kind]})!==v)X();dv.set${VIEW_METHOD[type.kind]}(${at},${written}${order});`
  }

  #enumWriter(values: readonly string[], at: string, value: SlotDefault): string {
    const ordinals = this.#source.constant(ordinalsOf(values))
    const mask = typeof value === 'string' ? Math.max(0, values.indexOf(value)) : 0
    return `dv.setUint16(${at},ordinal(${ordinals},v)${mask === 0 ? '' : `^${mask}`},true);`
  }

  /** Statements that write what `v` points at; empty values need no object unless `always`. */
  #pointerWriter(type: PointerType, at: string, always: boolean): string {
    if (type.kind === 'text')
      return `if(typeof v!=='string')X();${always ? '' : "if(v!=='')"}w.text(${at},v);`
    if (type.kind === 'list')
      return `if(!Array.isArray(v))X();${always ? '' : 'if(v.length>0)'}${this.#listWriter(type.element)}(w,${at},v);`
    if (type.kind === 'struct') {
      const { dataWords, pointers } = type.struct
      return `if(!isObject(v))X();${this.structWriter(type.struct)}(w,v,w.struct(${at},${dataWords},${pointers}));`
    }
    const bytes = `if(!(v instanceof Uint8Array))X();`
    if (type.kind === 'anyPointer') return `${bytes}if(v.length>0)writeAny(w,${at},v);`
    return `${bytes}${always ? '' : 'if(v.length>0)'}w.data(${at},v);`
  }

  #listWriter(element: LayoutType): string {
    const name = `write_L${this.#source.nameOf(element)}`
    return this.#source.function(name, () => `(w,p,l){const n=l.length;${this.#listBody(element)}}`)
  }

  #listBody(element: LayoutType): string {
    if (element.kind === 'void')
      return `if(!w.addFreeElements(n))tooMany();for(let i=0;i<n;i++)if(l[i]!==null)X();w.list(p,${ELEMENT.void},n,0)`
    if (element.kind === 'bool')
      return `const o=w.list(p,${ELEMENT.bit},n,(n+7)>>3),dv=w.view;for(let i=0;i<n;i++){const v=l[i];if(v===true){const b=o+(i>>3);dv.setUint8(b,dv.getUint8(b)|1<<(i&7))}else if(v!==false)X()}`
    if (element.kind === 'struct') return this.#structListBody(element.struct)
    if (isByteType(element)) {
      const bytes = BYTES[element.kind]
      const write = this.#dataWriter(element, 'o', undefined)
      return `let o=w.list(p,${ELEMENT_OF_BYTES[bytes]},n,n*${bytes});const dv=w.view;for(let i=0;i<n;i++,o+=${bytes}){const v=l[i];${write}}`
    }
    const write = this.#pointerWriter(element, 'o', false)
    const [enter, leave] = element.kind === 'list' ? ['if(--w.depth<0)X();', 'w.depth++'] : ['', '']
    return `${enter}let o=w.list(p,${ELEMENT.pointer},n,n*8);for(let i=0;i<n;i++,o+=8){const v=l[i];${write}}${leave}`
  }

  #structListBody(struct: StructLayout): string {
    const { dataWords, pointers } = struct
    const step = (dataWords + pointers) * 8
    const free = step === 0 ? 'if(!w.addFreeElements(n))tooMany();' : ''
    return `${free}let o=w.structs(p,n,${dataWords},${pointers});for(let i=0;i<n;i++,o+=${step}){const v=l[i];if(!isObject(v))X();${this.structWriter(struct)}(w,v,o)}`
  }
}

function float32Writer(at: string, mask: number): string {
  const write =
    mask === 0
      ? `dv.setFloat32(${at},v,true)`
      : `dv.setUint32(${at},bitsOfFloat32(v)^${bitsOfFloat32(mask)},true)`
  return `if(typeof v!=='number'||!fitsFloat32(v))X();${write};`
}

function float64Writer(at: string, mask: number): string {
  const write =
    mask === 0
      ? `dv.setFloat64(${at},v,true)`
      : `dv.setBigUint64(${at},bitsOfFloat64(v)^${bitsOfFloat64(mask)}n,true)`
  return `if(typeof v!=='number')X();${write};`
}

function read(name: string): string {
  const key = literal(name)
  return INHERITED.has(name) ? `(Object.hasOwn(o,${key})?o[${key}]:undefined)` : `o[${key}]`
}
