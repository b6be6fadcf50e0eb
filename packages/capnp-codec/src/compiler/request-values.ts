import type { DefaultValue, FieldRules, TypeModel } from '@ays/core'
import type * as Capnp from 'capnp-ts/src/std/schema.capnp.js'
import { ReadClosures } from '../codec/closure-read.ts'
import { isObject } from '../codec/encode-values.ts'
import type { PointerType } from '../layout/layout.ts'
import { floatAsJson } from '../text/resolve-value.ts'
import { isFormat } from '../text/rules.ts'
import { Message } from '../wire/message.ts'
import { type SchemaNodes, shortNameOf } from './schema-nodes.ts'

/** Where a pointer lies in the request: the library names segment and offset. */
type PointerPlace = Pick<ReturnType<Capnp.Value['getList']>, 'segment' | 'byteOffset'>

/** Reads the values of a request: our own reader takes what lies behind pointers. */
export class RequestValues {
  readonly #bytes: Uint8Array
  readonly #nodes: SchemaNodes

  constructor(bytes: Uint8Array, nodes: SchemaNodes) {
    this.#bytes = bytes
    this.#nodes = nodes
  }

  /** A default that is no struct or list. */
  plain(
    value: Capnp.Value,
    type: TypeModel,
    enumValues: readonly string[],
  ): DefaultValue | undefined {
    if (type.kind === 'enum') return enumValues[value.getEnum()]
    const read = type.kind === 'list' || type.kind === 'struct' ? undefined : PLAIN[type.kind]
    return read?.(value)
  }

  /** What lies behind a pointer of the request, as decode() would give it. */
  pointer({ segment, byteOffset }: PointerPlace, type: PointerType): unknown {
    const message = new Message(this.#bytes)
    const found = message.segments[segment.id] ?? message.segment
    const read = new ReadClosures({ lazy: false }).pointer(type)
    return read(message, found, found.start + byteOffset)
  }

  /** What our annotations among these say. */
  annotations(list: readonly Capnp.Annotation[]): { rules?: FieldRules; doc?: string } {
    const said = list.map((annotation) => this.#annotation(annotation))
    const { doc, ...rules }: FieldRules & { doc?: string } = Object.assign({}, ...said)
    return {
      ...(Object.keys(rules).length === 0 ? {} : { rules }),
      ...(doc === undefined ? {} : { doc }),
    }
  }

  #annotation(annotation: Capnp.Annotation): FieldRules & { doc?: string } {
    const node = this.#nodes.get(annotation.getId())
    const name = node === undefined ? '' : shortNameOf(node)
    const value = annotation.getValue()
    if (FLAGS.has(name)) return { [name]: true }
    if (LIMITS.has(name)) return { [name]: Number(numberOf(value)) }
    if (name === 'choices' && value.isList()) return { choices: this.#texts(value) }
    const text = value.isText() ? value.getText() : ''
    if (name === 'regex' || name === 'doc') return { [name]: text }
    return name === 'format' && isFormat(text) ? { format: text } : {}
  }

  #texts(value: Capnp.Value): string[] {
    const texts = this.pointer(value.getList(), { kind: 'list', element: { kind: 'text' } })
    return Array.isArray(texts) ? texts.map(String) : []
  }
}

const FLAGS: ReadonlySet<string> = new Set(['secret', 'ask', 'bigint'])
const LIMITS: ReadonlySet<string> = new Set(['min', 'max'])

/** A decoded value as a default. */
export function asDefault(value: unknown, type: TypeModel): DefaultValue {
  if (Array.isArray(value))
    return value.map((item) => asDefault(item, type.kind === 'list' ? type.element : type))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return floatAsJson(value)
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [name, asDefault(inner, type)]),
    )
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

const PLAIN: Readonly<
  Partial<Record<TypeModel['kind'], (value: Capnp.Value) => DefaultValue | undefined>>
> = {
  bool: (value) => value.getBool(),
  int8: (value) => value.getInt8(),
  int16: (value) => value.getInt16(),
  int32: (value) => value.getInt32(),
  int64: (value) => integerAsJson(value.getInt64()),
  uint8: (value) => value.getUint8(),
  uint16: (value) => value.getUint16(),
  uint32: (value) => value.getUint32(),
  uint64: (value) => integerAsJson(value.getUint64()),
  float32: (value) => floatAsJson(value.getFloat32()),
  float64: (value) => floatAsJson(value.getFloat64()),
  text: (value) => value.getText(),
  data: (value) => Buffer.from(value.getData().toArrayBuffer()).toString('hex'),
}

/** The value of `$min` or `$max`, however its author has declared it. */
function numberOf(value: Capnp.Value): DefaultValue | undefined {
  if (value.isFloat64()) return value.getFloat64()
  if (value.isFloat32()) return value.getFloat32()
  if (value.isInt64()) return integerAsJson(value.getInt64())
  return value.isInt32() ? value.getInt32() : undefined
}

function integerAsJson(value: bigint): DefaultValue {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}
