// What is compared: each turns a record into bytes and back, and reads one or two fields of it.
import { readFileSync } from 'node:fs'
import { CapnpCodec, pack, parseSchema, unpack } from '@ays/capnp-codec'
import { Packr } from 'msgpackr'
import protobuf from 'protobufjs'
import { capnpTs } from './capnp-ts.mjs'

const textOf = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')

const { model } = parseSchema(textOf('service.capnp'), { file: 'service.capnp', root: 'Service' })
const ours = new CapnpCodec().compile(model)
const closures = new CapnpCodec({ generateCode: false }).compile(model)
const plain = new Packr({ useRecords: false })
const records = new Packr({ structures: [] })
const proto = protobuf.parse(textOf('service.proto')).root.lookupType('Service')
const STATES = ['init', 'ok', 'running', 'error']

/** Where only whole records can be read, a field costs a whole record. */
function whole({ name, encode, decode }) {
  const nameOf = (bytes) => decode(bytes).name
  const twoOf = (bytes) => {
    const { name: first, events } = decode(bytes)
    return [first, events[events.length >> 1].code]
  }
  return { name, encode, decode, nameOf, twoOf }
}

const lazy = (schema) => ({
  nameOf: (bytes) => schema.view(bytes).name,
  twoOf: (bytes) => {
    const { name, events } = schema.view(bytes)
    return [name, events.at(events.length >> 1).code]
  },
})

export const subjects = [
  whole({
    name: 'JSON',
    encode: (value) => Buffer.from(JSON.stringify(value)),
    decode: (bytes) => JSON.parse(bytes.toString()),
  }),
  {
    name: 'ours',
    encode: (value) => ours.encode(value),
    decode: (bytes) => ours.decode(bytes),
    ...lazy(ours),
  },
  {
    name: 'ours, closures',
    encode: (value) => closures.encode(value),
    decode: (bytes) => closures.decode(bytes),
    ...lazy(closures),
  },
  whole({
    name: 'ours, packed',
    encode: (value) => pack(ours.encode(value)),
    decode: (bytes) => ours.decode(unpack(bytes)),
  }),
  whole({
    name: 'msgpackr',
    encode: (value) => plain.pack(value),
    decode: (bytes) => plain.unpack(bytes),
  }),
  whole({
    name: 'msgpackr, shared records',
    encode: (value) => records.pack(value),
    decode: (bytes) => records.unpack(bytes),
  }),
  whole({
    name: 'protobufjs',
    // It takes enums as numbers only.
    encode: (value) => proto.encode({ ...value, state: STATES.indexOf(value.state) }).finish(),
    decode: (bytes) => proto.decode(bytes),
  }),
  capnpTs,
]
