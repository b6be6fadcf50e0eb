import { CapnpCodec } from '@ays/capnp-codec'
import { type Codec, MemoryStore, type RecordCodec } from '@ays/core'
import { expect, it } from 'vitest'
import { engineOf } from '../support/open-test-engine.ts'

/** How often a Service was decoded with it. */
function countDecodes(): { readonly codec: Codec; decodes: number } {
  const inner = new CapnpCodec()
  const counted: { codec: Codec; decodes: number } = { codec: inner, decodes: 0 }
  counted.codec = {
    compile: (model) => inner.compile(model),
    record: <T>(name: string): RecordCodec<T> => {
      const record = inner.record<T>(name)
      return {
        encode: (value) => record.encode(value),
        decode: (bytes) => {
          if (name === 'Service') counted.decodes += 1
          return record.decode(bytes)
        },
      }
    },
  }
  return counted
}

it('a run decodes no service that its plan wrote', async () => {
  const counted = countDecodes()
  const files = {
    'templates/vm/schema.hrd': 'deps = type:str list consume:vm:0:10\n',
    'templates/vm/actions.js': 'export const install = () => undefined\n',
  }
  const api = await engineOf(files, new MemoryStore(), counted.codec)
  const text = 'vm__a: {}\nvm__b:\n  deps: a\nvm__c:\n  deps: [a, b]\n'
  const plan = await api.plan({ kind: 'blueprint', files: [{ file: 'all.yaml', text }] })
  counted.decodes = 0
  const { run } = await api.apply({ plan: plan.id })
  expect(run?.jobs.ok).toBe(3)
  expect(counted.decodes).toBe(0)
})
