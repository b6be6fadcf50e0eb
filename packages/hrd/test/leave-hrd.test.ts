import { capnpFormat, codec } from '@ays/capnp-codec'
import { isAysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { hrdFormat, leaveHrd } from '../src/index.ts'
import { readLines } from './support/read-text.ts'

const LINES = [
  "name = default:'web' regex:'[a-z]+' descr:'who it is'",
  'port = type:ipport default:80',
  'secret = type:password @ask',
  "node = parent:'node' auto",
  'disk = list consume:disk:1:5',
]

describe('leaving HRD', () => {
  it('keeps fields, defaults, docs and rules in schema.capnp', () => {
    const before = readLines(LINES)
    const { capnp } = leaveHrd(before)
    const source = { file: 'schema.capnp', pack: 'main', template: 'node' }
    expect(capnpFormat.read(capnp, source)).toMatchObject({
      model: before.model,
      diagnostics: [],
    })
  })

  it('reads what was stored before', () => {
    const before = readLines(LINES)
    const source = { file: 'schema.capnp', pack: 'main', template: 'node' }
    const { model } = capnpFormat.read(leaveHrd(before).capnp, source)
    const data = { name: 'db', port: 5432, secret: 'x', node: 'n', disk: ['a', 'b'] }
    const bytes = before.model && codec.compile(before.model).encode(data)
    expect(bytes && model && codec.compile(model).decode(bytes)).toEqual(data)
  })

  it('keeps links, recurring actions and events in actor.yaml', () => {
    const actor = hrdFormat.readActor?.('recurring.monitor = period:1m, log:False', 'actor.hrd')
    expect(leaveHrd(readLines(LINES), actor).actor).toEqual({
      links: {
        parent: { role: 'node', argname: 'node', auto: true, optional: false },
        consume: [{ role: 'disk', argname: 'disk', min: 1, max: 5, auto: false }],
      },
      recurring: [{ action: 'monitor', period: '1m', log: false }],
    })
    expect(leaveHrd(readLines(['a ='])).actor).toEqual({})
  })

  it('is refused as long as there are errors', () => {
    expect(() => leaveHrd(readLines(['a']))).toThrow(
      expect.toSatisfy((error) => isAysError(error, 'AYS_SCHEMA_INVALID')),
    )
  })
})
