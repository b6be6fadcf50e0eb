import assert from 'node:assert/strict'
import type { Codec } from '../../schema/codec.ts'
import type { FieldFormat, FieldRules } from '../../schema/schema-model.ts'
import type { ContractCase } from '../contract.ts'
import { everything, everythingSet, field, listOf, modelOf, withRules } from './support.ts'

/** check(). */
export const checkingCases: readonly ContractCase<Codec>[] = [
  {
    name: 'check() of a value that encode() takes is empty',
    run: async (codec) => {
      const schema = codec.compile(everything)
      assert.deepEqual(schema.check(everythingSet), [])
      assert.deepEqual(schema.check({}), [])
    },
  },
  {
    name: 'check() reports every fault at once: types, ranges, unknown fields and unions',
    run: async (codec) => {
      const value = {
        uint8: 300,
        text: 1,
        disks: [{ size: -1, sizes: 1 }],
        nope: 1,
        where: { host: 'a', nowhere: null },
      }
      assert.deepEqual(paths(codec.compile(everything).check(value)), [
        'uint8',
        'text',
        'disks[0].size',
        'disks[0].sizes',
        'where',
        'nope',
      ])
    },
  },
  {
    name: 'check() applies rules to texts and numbers, and to every element of a list',
    run: async (codec) => {
      const cases: [rules: FieldRules, good: unknown, bad: unknown][] = [
        [{ regex: '[a-z]+' }, 'abc', 'abc1'],
        [{ regex: '(a|ab)(c|bcd)?' }, 'abcd', 'xabcd'],
        [{ choices: ['a', 'b'] }, 'b', 'c'],
        [{ min: 3 }, 3, 2],
        [{ max: 3.5 }, 3, 4],
      ]
      for (const [rules, good, bad] of cases) {
        const type = typeof good === 'number' ? 'int64' : 'text'
        const one = codec.compile(modelOf([field('f', 0, type, { rules })]))
        const list = codec.compile(modelOf([field('f', 0, listOf(type), { rules })]))
        assert.deepEqual(one.check({ f: good }), [])
        assert.deepEqual(paths(one.check({ f: bad })), ['f'])
        assert.deepEqual(list.check({ f: [good, good] }), [])
        assert.deepEqual(paths(list.check({ f: [good, bad, bad] })), ['f', 'f'])
      }
    },
  },
  {
    name: 'check() knows every format; an empty text is always fine',
    run: async (codec) => {
      for (const [format, good, bad] of formats) {
        const schema = codec.compile(modelOf([field('f', 0, 'text', withRules({ format }))]))
        for (const text of good)
          assert.deepEqual(schema.check({ f: text }), [], `${format} ${text}`)
        for (const text of bad)
          assert.deepEqual(paths(schema.check({ f: text })), ['f'], `${format} ${text}`)
        assert.deepEqual(schema.check({ f: '' }), [])
      }
    },
  },
  {
    name: 'encode() leaves rules to check()',
    run: async (codec) => {
      const schema = codec.compile(modelOf([field('f', 0, 'text', withRules({ choices: ['a'] }))]))
      assert.deepEqual(schema.decode(schema.encode({ f: 'z' })), { f: 'z' })
    },
  },
  {
    name: 'names that every object has are ordinary field names',
    run: async (codec) => {
      const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']
      const schema = codec.compile(modelOf(names.map((name, index) => field(name, index, 'text'))))
      const empty = Object.fromEntries(names.map((name) => [name, '']))
      const full = Object.fromEntries(names.map((name) => [name, name]))
      assert.deepEqual(schema.check({}), [])
      assert.deepEqual(schema.decode(schema.encode({})), empty)
      assert.deepEqual(schema.decode(schema.encode(full)), full)
      const patched = schema.patch(schema.encode(full), { constructor: 'x' })
      assert.deepEqual(schema.decode(patched), { ...full, constructor: 'x' })
    },
  },
]

const formats: readonly [format: FieldFormat, good: readonly string[], bad: readonly string[]][] = [
  ['email', ['a@b.org'], ['a', 'a@b@c', 'a b@c']],
  ['tel', ['+32 476 12 34 56', '0476/123456'], ['call me', '1']],
  [
    'ipaddr',
    ['10.0.0.1', '255.255.255.255', '::1', 'fe80::1:2'],
    ['256.1.1.1', '1.2.3', 'x', ':', '1::2::3'],
  ],
  [
    'iprange',
    ['10.0.0.0/24', '10.0.0.1-10.0.0.9', '2001:db8::/32'],
    ['10.0.0.0/a', 'x-y', '-', '10.0.0.0/33', '::/129'],
  ],
  ['port', ['0', '22', '65535'], ['65536', '-1', 'ssh', '1.5']],
  [
    'date',
    ['2026-01-31', '2026/01/31'],
    ['yesterday', '2026-02-30', '2026-13-01', '2026-01-31 10:00'],
  ],
  [
    'datetime',
    ['2026-01-31T10:00:00Z', '2026/01/31 10:00', '2026-01-31'],
    ['soon', '2026-01-31T25:00', '2026-01-31T'],
  ],
  ['duration', ['10s', '5m', '2h', '1d'], ['a while', '5 weeks']],
  ['guid', ['3f2b1c9e-77aa-4d10-9a55-0d9a5f1c2e33'], ['3f2b1c9e']],
  ['url', ['https://example.org/a?b'], ['example.org']],
  ['json', ['{"a":[1]}', '3'], ['{a:1}']],
  ['path', ['/etc/hosts', 'a b'], ['/etc/\0hosts']],
  ['dict', ['{"a": 1}', '{}'], ['a: 1', '[1]', '{a: 1}']],
  ['yaml', ['a: 1'], []],
  ['multiline', ['a\nb'], []],
]

function paths(faults: readonly { readonly path: string }[]): string[] {
  return faults.map(({ path }) => path)
}
