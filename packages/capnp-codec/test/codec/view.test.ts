import { CapnpCodec, parseSchema } from '@ays/capnp-codec'
import { expect, it } from 'vitest'
import { ListView } from '../../src/codec/view.ts'

const TEXT = `@0xd4b1f5a9c3e27a10;
struct Schema {
  name @0 :Text;
  disks @1 :List(Disk);
  numbers @2 :List(Int16);
  lists @3 :List(List(Text));
  disk @4 :Disk = (size = 7);
  inner @5 :Schema;
  data @6 :Data;
  constructor @7 :Text;
  where :union { here @8 :Void; host @9 :Text; place :group { x @10 :Float64; } }
  struct Disk { size @0 :UInt32 = 10; label @1 :Text; }
}
`
const { model } = parseSchema(TEXT, { file: 'x' })
if (model === undefined) throw new Error('no model')
const schema = new CapnpCodec().compile(model)
const bytes = schema.encode({
  name: 'näme',
  disks: [{ size: 1 }, { label: 'b' }, {}],
  numbers: [1, -2],
  lists: [['a'], [], ['b', 'c']],
  inner: { name: 'inner', inner: { numbers: [3] } },
  data: new Uint8Array([1, 2, 3]),
  constructor: 'c',
  where: { place: { x: 2.5 } },
})

function get(view: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof key === 'number') return value instanceof ListView ? value.at(key) : undefined
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }, view)
}

it('shows every field, default and element, at any depth', () => {
  const view = schema.view(bytes)
  expect(view['name']).toBe('näme')
  expect(get(view, 'disks', 0, 'size')).toBe(1)
  expect(get(view, 'disks', -1, 'size')).toBe(10)
  expect(get(view, 'disks', 1, 'label')).toBe('b')
  expect(get(view, 'disks', 3)).toBeUndefined()
  expect(get(view, 'lists', 2, 1)).toBe('c')
  expect(get(view, 'disk', 'size')).toBe(7)
  expect(get(view, 'inner', 'inner', 'numbers', 0)).toBe(3)
  expect(get(view, 'inner', 'inner', 'inner')).toBeUndefined()
  expect(get(view, 'where', 'place', 'x')).toBe(2.5)
  expect(get(view, 'where', 'host')).toBeUndefined()
  expect(view['constructor']).toBe('c')
})

it('gives lists that are walked and turned into JSON', () => {
  const view = schema.view(bytes)
  expect(JSON.parse(JSON.stringify(view['lists']))).toEqual([['a'], [], ['b', 'c']])
  expect([...(view['numbers'] instanceof ListView ? view['numbers'] : [])]).toEqual([1, -2])
})

it('names its fields', () => {
  const names: string[] = []
  for (const name in schema.view(bytes)) names.push(name)
  expect(names.toSorted()).toEqual(Object.keys(schema.decode(bytes)).toSorted())
})

it('copies nothing: data is a part of the message', () => {
  const copy = Uint8Array.from(bytes)
  const view = schema.view(copy)
  const at = copy.indexOf(1, copy.length - 40)
  expect(view['data']).toEqual(new Uint8Array([1, 2, 3]))
  copy.set([9], copy.lastIndexOf(1) === -1 ? at : findData(copy))
  expect(view['data']).toEqual(new Uint8Array([9, 2, 3]))
})

it('can be encoded as it is, where it holds no lists', () => {
  const view = schema.view(schema.encode({ name: 'a', inner: { name: 'b' } }))
  expect(get(view, 'inner', 'name')).toBe('b')
  const { model: flat } = parseSchema(
    '@0xd4b1f5a9c3e27a10; struct Schema { a @0 :Text; b @1 :Schema; }',
    { file: 'x' },
  )
  if (flat === undefined) throw new Error('no model')
  const other = new CapnpCodec().compile(flat)
  const message = other.encode({ a: 'x', b: { a: 'y' } })
  expect(other.encode(other.view(message))).toEqual(message)
})

function findData(message: Uint8Array): number {
  return message.findIndex((_, at) =>
    [1, 2, 3].every((byte, offset) => message[at + offset] === byte),
  )
}
