import { type Codec, MODEL, type RecordCodec, type Schema, type SchemaModel } from '@ays/core'
import { CapnpSchema } from './codec/capnp-schema.ts'
import { makeCoder } from './codec/make-coder.ts'

/** Cap'n Proto for everything stored. Free of state but for what it has compiled. */
export class CapnpCodec implements Codec {
  readonly #compiled = new WeakMap<SchemaModel, CapnpSchema>()
  /** Of `never`, which is every record: a codec does not know what it is used for. */
  readonly #records = new Map<string, RecordCodec<never>>()

  compile(model: SchemaModel): Schema {
    let schema = this.#compiled.get(model)
    if (schema === undefined) this.#compiled.set(model, (schema = new CapnpSchema(model)))
    return schema
  }

  record<T>(name: string): RecordCodec<T> {
    let record = this.#records.get(name)
    if (record === undefined) this.#records.set(name, (record = this.#makeRecord(name)))
    return record
  }

  #makeRecord(name: string): RecordCodec<never> {
    const schema = new CapnpSchema({ ...MODEL, root: name })
    const coder = makeCoder<never>(schema.layout)
    return {
      decode: (bytes) => schema.reading(bytes, () => coder.decode(bytes)),
      encode: (value) => schema.fitting(value, () => coder.encode(value)),
    }
  }
}

/** A ready codec: what a worker takes from this module by its URL. */
export const codec: Codec = new CapnpCodec()
