import type { FieldLayout, LayoutType, SlotLayout, StructLayout } from '../layout/layout.ts'
import { bitsOfFloat32, bitsOfFloat64 } from '../wire/float-bits.ts'
import { ELEMENT } from '../wire/writer.ts'
import { isData } from './closure-write.ts'
import { type ByteKind, DATA_ACCESS, isByteKind } from './data-access.ts'
import { ordinalsOf } from './ordinals.ts'
import { literal, type Source } from './source.ts'

/** Names that an object has without anybody having set them. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Integers that fit a bit operation: what `v` must be equal to. */
const FITS: Readonly<Record<string, string>> = {
  int8: 'v<<24>>24',
  uint8: 'v&255',
  int16: 'v<<16>>16',
  uint16: 'v&65535',
  int32: 'v|0',
  uint32: 'v>>>0',
}

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
    if (isByteKind(type.kind)) {
      const at = `d+${offset * DATA_ACCESS[type.kind].bytes}`
      return `${get}if(v!==undefined){${this.#dataWriter(type, type.kind, at, field.default)}}`
    }
    const at = `d+${(struct.dataWords + offset) * 8}`
    return `${get}if(v!==undefined){${this.#pointerWriter(type, at, field.default !== undefined)}}`
  }

  /** Statements that write the data value `v`. */
  #dataWriter(type: LayoutType, kind: ByteKind, at: string, value: SlotLayout['default']): string {
    if (type.kind === 'enum') return this.#enumWriter(type.values, at, value)
    if (type.kind === 'int64' || type.kind === 'uint64') {
      const mask = typeof value === 'bigint' ? value : 0n
      return `${type.bigint ? 'writeBig' : 'write'}${kind === 'int64' ? 'Int64' : 'Uint64'}(dv,${at},v,${literal(mask)});`
    }
    const mask = typeof value === 'number' ? value : 0
    const { method, bytes } = DATA_ACCESS[kind]
    const fits = FITS[kind]
    if (fits === undefined) return floatWriter(kind, at, mask)
    const written = mask === 0 ? 'v' : `v^${mask}`
    return `if((${fits})!==v)X();dv.set${method}(${at},${written}${bytes > 1 ? ',true' : ''});`
  }

  #enumWriter(values: readonly string[], at: string, value: SlotLayout['default']): string {
    const ordinals = this.#source.constant(ordinalsOf(values))
    const mask = typeof value === 'string' ? Math.max(0, values.indexOf(value)) : 0
    return `dv.setUint16(${at},ordinal(${ordinals},v)${mask === 0 ? '' : `^${mask}`},true);`
  }

  /** Statements that write what `v` points at; empty values need no object unless `always`. */
  #pointerWriter(type: LayoutType, at: string, always: boolean): string {
    switch (type.kind) {
      case 'text':
        return `if(typeof v!=='string')X();${always ? '' : "if(v!=='')"}w.text(${at},v);`
      case 'data':
        return `if(!(v instanceof Uint8Array))X();${always ? '' : 'if(v.length>0)'}w.data(${at},v);`
      case 'struct': {
        const { dataWords, pointers } = type.struct
        return `if(!isObject(v))X();${this.structWriter(type.struct)}(w,v,w.struct(${at},${dataWords},${pointers}));`
      }
      case 'list':
        return `if(!Array.isArray(v))X();${always ? '' : 'if(v.length>0)'}${this.#listWriter(type.element)}(w,${at},v);`
      default:
        return `if(!(v instanceof Uint8Array))X();if(v.length>0)writeAny(w,${at},v);`
    }
  }

  #listWriter(element: LayoutType): string {
    const name = `write_L${this.#source.nameOf(element)}`
    return this.#source.function(name, () => `(w,p,l){const n=l.length;${this.#listBody(element)}}`)
  }

  #listBody(element: LayoutType): string {
    const { kind } = element
    if (kind === 'void')
      return `if(!w.addFreeElements(n))tooMany();for(let i=0;i<n;i++)if(l[i]!==null)X();w.list(p,${ELEMENT.void},n,0)`
    if (kind === 'bool')
      return `const o=w.list(p,${ELEMENT.bit},n,(n+7)>>3),dv=w.view;for(let i=0;i<n;i++){const v=l[i];if(v===true){const b=o+(i>>3);dv.setUint8(b,dv.getUint8(b)|1<<(i&7))}else if(v!==false)X()}`
    if (kind === 'struct') return this.#structListBody(element.struct)
    if (isByteKind(kind)) {
      const { bytes, element: size } = DATA_ACCESS[kind]
      const write = this.#dataWriter(element, kind, 'o', undefined)
      return `let o=w.list(p,${size},n,n*${bytes});const dv=w.view;for(let i=0;i<n;i++,o+=${bytes}){const v=l[i];${write}}`
    }
    const nested = kind === 'list'
    const write = this.#pointerWriter(element, 'o', false)
    return `${nested ? 'if(--w.depth<0)X();' : ''}let o=w.list(p,${ELEMENT.pointer},n,n*8);for(let i=0;i<n;i++,o+=8){const v=l[i];${write}}${nested ? 'w.depth++' : ''}`
  }

  #structListBody(struct: StructLayout): string {
    const { dataWords, pointers } = struct
    const step = (dataWords + pointers) * 8
    const free = step === 0 ? 'if(!w.addFreeElements(n))tooMany();' : ''
    return `${free}let o=w.structs(p,n,${dataWords},${pointers});for(let i=0;i<n;i++,o+=${step}){const v=l[i];if(!isObject(v))X();${this.structWriter(struct)}(w,v,o)}`
  }
}

function floatWriter(kind: ByteKind, at: string, mask: number): string {
  const check = `if(typeof v!=='number')X();`
  if (kind === 'float64')
    return mask === 0
      ? `${check}dv.setFloat64(${at},v,true);`
      : `${check}dv.setBigUint64(${at},bitsOfFloat64(v)^${bitsOfFloat64(mask)}n,true);`
  const range = `${check}if(!fitsFloat32(v))X();`
  return mask === 0
    ? `${range}dv.setFloat32(${at},v,true);`
    : `${range}dv.setUint32(${at},bitsOfFloat32(v)^${bitsOfFloat32(mask)},true);`
}

function read(name: string): string {
  const key = literal(name)
  return INHERITED.has(name) ? `(Object.hasOwn(o,${key})?o[${key}]:undefined)` : `o[${key}]`
}
