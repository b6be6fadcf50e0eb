import assert from 'node:assert/strict'
import type { Codec } from '../../schema/codec.ts'
import type { MemberModel } from '../../schema/schema-model.ts'
import type { ContractCase } from '../contract.ts'
import { assertThrows, everything, everythingSet, field, listOf, modelOf } from './support.ts'

/** patch(). */
export const patchingCases: readonly ContractCase<Codec>[] = [
  {
    name: 'patch() replaces fields and keeps all others',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const changes = {
        bool: false,
        int64: 7,
        text: 'other',
        data: new Uint8Array([9]),
        disk: { name: 'sdc', size: 3 },
        texts: ['only'],
        group: { inner: 'new', size: 0 },
        where: { host: 'h' },
      }
      const patched = schema.patch(schema.encode(everythingSet), changes)
      assert.deepEqual(schema.decode(patched), { ...everythingSet, ...changes })
    },
  },
  {
    name: 'patch() sets empty values too',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const changes = { text: '', texts: [], data: new Uint8Array(0), int8: 0, color: 'red' }
      const patched = schema.patch(schema.encode(everythingSet), changes)
      assert.deepEqual(schema.decode(patched), { ...everythingSet, ...changes })
    },
  },
  {
    name: 'patch() with undefined gives a field its default',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const changes = { text: undefined, disk: undefined, where: undefined, numbers: undefined }
      const decoded = schema.decode(schema.patch(schema.encode(everythingSet), changes))
      const absent = { text: '', disk: undefined, where: { nowhere: null }, numbers: [] }
      assert.deepEqual(decoded, { ...everythingSet, ...absent })
    },
  },
  {
    name: 'patch() makes another member of a union the active one',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const { label: _, ...rest } = everythingSet
      const bytes = schema.encode(everythingSet)
      const counted = schema.patch(bytes, { count: 5 })
      assert.deepEqual(schema.decode(counted), { ...rest, count: 5 })
      assert.deepEqual(schema.decode(schema.patch(counted, { label: 'l' })), everythingSet)
      assert.deepEqual(schema.decode(schema.patch(bytes, { count: undefined })), everythingSet)
      assert.deepEqual(schema.decode(schema.patch(bytes, { label: undefined })), {
        ...rest,
        count: 0,
      })
      assertThrows(() => schema.patch(bytes, { count: 1, label: 'a' }), 'AYS_DATA_INVALID')
    },
  },
  {
    name: 'patch() through an older schema keeps what a newer writer has added',
    run: async (codec) => {
      const old = codec.compile(modelOf(before))
      const next = codec.compile(modelOf([...before, ...added]))
      const value = {
        name: 'a',
        size: 1,
        tags: ['t'],
        more: 'kept',
        flag: true,
        numbers: [1, 2, 3],
        count: 9,
      }
      const patched = old.patch(next.encode(value), { name: 'b', tags: [] })
      assert.deepEqual(next.decode(patched), { ...value, name: 'b', tags: [] })
    },
  },
  {
    name: 'patch() through a newer schema adds to an older record',
    run: async (codec) => {
      const old = codec.compile(modelOf(before))
      const next = codec.compile(modelOf([...before, ...added]))
      const bytes = next.patch(old.encode({ name: 'a', tags: ['t'] }), { more: 'm', count: 2 })
      assert.deepEqual(next.decode(bytes), {
        name: 'a',
        size: 0,
        tags: ['t'],
        more: 'm',
        flag: false,
        numbers: [],
        count: 2,
      })
    },
  },
  {
    name: 'patch() refuses unknown fields and values that do not fit, with their path',
    run: async (codec) => {
      const schema = codec.compile(everything)
      const bytes = schema.encode(everythingSet)
      assertThrows(() => schema.patch(bytes, { nope: 1 }), 'AYS_DATA_INVALID', 'nope')
      assertThrows(
        () => schema.patch(bytes, { disks: [{ size: -1 }] }),
        'AYS_DATA_INVALID',
        'disks[0].size',
      )
      assert.deepEqual(schema.decode(schema.patch(bytes, {})), everythingSet)
    },
  },
  {
    name: 'patch() of bytes that are no record gives AYS_MESSAGE_INVALID',
    run: async (codec) => {
      const schema = codec.compile(everything)
      assertThrows(() => schema.patch(new Uint8Array(5), { bool: true }), 'AYS_MESSAGE_INVALID')
    },
  },
]

const before: readonly MemberModel[] = [
  field('name', 0, 'text'),
  field('size', 1, 'uint32'),
  field('tags', 2, listOf('text')),
]

const added: readonly MemberModel[] = [
  field('more', 3, 'text'),
  field('flag', 4, 'bool'),
  field('numbers', 5, listOf('int64')),
  field('count', 6, 'uint64'),
]
