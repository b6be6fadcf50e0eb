import { CapnpCodec, capnpFormat } from '@ays/capnp-codec'
import { MemoryStore } from '@ays/core'
import { expect, it } from 'vitest'
import { judge, Reading } from '../../src/care/verify/invariant.ts'
import { invariantsOf } from '../../src/care/verify/kinds.ts'
import { isCareKey, keys } from '../../src/state/keys.ts'
import { Records } from '../../src/state/records.ts'
import { Schemas } from '../../src/state/schemas.ts'

const codec = new CapnpCodec()
const tools = {
  records: new Records(new MemoryStore(), codec),
  schemas: new Schemas(codec, [capnpFormat]),
  repository: 'test',
}

/** Whatever a key is made of: a text that has a role and a name too. */
const part = Object.assign(Object('x'), { role: 'role', name: 'name' })

const made = Object.entries(keys).map(([name, key]): [string, string] => [
  name,
  typeof key === 'string' ? key : String(Reflect.apply(key, undefined, [part, part, part])),
])
// They only end a range.
const ENDS = ['afterRuns', 'afterTimers']
const known = made.filter(([name, key]) => !ENDS.includes(name) && !isCareKey(key))

it.each(known)('verify knows what belongs to the keys of "%s"', (_name, key) => {
  const entry = { key, value: new Uint8Array(0), version: '1' }
  const reading = new Reading(new Map([[key, entry]]))
  const kinds = invariantsOf(entry, tools).map((invariant) => judge(invariant, reading)?.kind)
  expect(kinds).not.toContain('unknown')
})

it('a key that AYS does not write is unknown', () => {
  const entry = { key: 'other/x', value: new Uint8Array(0), version: '1' }
  const [invariant] = invariantsOf(entry, tools)
  const reading = new Reading(new Map([[entry.key, entry]]))
  expect(invariant && judge(invariant, reading)).toMatchObject({ kind: 'unknown' })
})
