import { codec, parseSchema } from '@ays/capnp-codec'
import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../packages/capnp-codec/src/layout/build-layout.ts'
import {
  capnpFault,
  convert,
  splitMessages,
  withFile,
} from '../../packages/capnp-codec/test/support/capnp.ts'
import { CapnpJson } from '../../packages/capnp-codec/test/support/capnp-json.ts'
import { dumpLayout } from '../../packages/capnp-codec/test/support/dump-layout.ts'
import { Random } from '../../packages/capnp-codec/test/support/random.ts'
import { RandomValues } from '../../packages/capnp-codec/test/support/random-value.ts'
import { officialLayout } from '../../packages/capnp-codec/test/support/request-layout.ts'
import { corpusFiles, corpusText } from './corpus.ts'

const RECORDS = 10

const files = corpusFiles().filter((file) => file.endsWith('.capnp'))
const faults = new Map(files.map((file) => [file, capnpFault(corpusText(file))]))
const accepted = files.filter((file) => faults.get(file) === undefined)

it('finds the same files good as the official compiler', () => {
  const good = files.filter((file) => {
    const { diagnostics } = parseSchema(corpusText(file), { file })
    return diagnostics.every(({ severity }) => severity !== 'error')
  })
  expect(good).toEqual(accepted)
  expect(good.length).toBeGreaterThan(0)
})

describe.each(accepted)('%s', (file) => {
  const text = corpusText(file)

  it('has the layout that the official compiler gives it', () => {
    const { model } = parseSchema(text, { file })
    const ours =
      model && Array.from(layoutOf(model), ([name, layout]) => [name, dumpLayout(layout)])
    expect(Object.fromEntries(ours ?? [])).toEqual(Object.fromEntries(officialLayout(text)))
  })

  it('holds records that the official tool reads and writes as we do', () => {
    const { model } = parseSchema(text, { file })
    if (model === undefined) throw new Error('no model')
    const schema = codec.compile(model)
    const json = new CapnpJson(model)
    const values = new RandomValues(new Random(7), model)
    const records = Array.from({ length: RECORDS }, () => values.struct(model.root))
    const encoded = records.map((record) => schema.encode(record))
    const decoded = encoded.map((bytes) => schema.decode(bytes))
    withFile(text, (path) => {
      const printed = convert(['binary:json', '--short', path, model.root], Buffer.concat(encoded))
      const lines = printed.toString().trim().split('\n')
      expect(lines.map((line) => json.read(JSON.parse(line), model.root))).toEqual(decoded)
      const written = records.map((record) => JSON.stringify(json.write(record, model.root)))
      const bytes = convert(['json:binary', path, model.root], written.join('\n'))
      expect(splitMessages(bytes).map((message) => schema.decode(message))).toEqual(decoded)
    })
  })
})
