import { type Codec, MODEL, type RecordCodec, type Schema, type SchemaModel } from '@ays/core'
import { CapnpSchema } from './codec/capnp-schema.ts'
import { mayGenerateCode } from './codec/generate.ts'

/** How a codec works. Every choice gives the same results. */
export interface CapnpCodecOptions {
  /**
   * Code made of strings is fastest; closures do the same where it is forbidden. Found out by trying
   * unless told.
   */
  readonly generateCode?: boolean
}

/** Cap'n Proto for everything stored. Free of state but for what it has compiled. */
export class CapnpCodec implements Codec {
  readonly #options: CapnpCodecOptions
  readonly #compiled = new WeakMap<SchemaModel, CapnpSchema>()
  /** Of `never`, which is every record: a codec does not know what it is used for. */
  readonly #records = new Map<string, RecordCodec<never>>()

  constructor(options: CapnpCodecOptions = {}) {
    this.#options = options
  }

  compile(model: SchemaModel): Schema {
    let schema = this.#compiled.get(model)
    if (schema === undefined) this.#compiled.set(model, (schema = this.#make(model)))
    return schema
  }

  record<T>(name: string): RecordCodec<T> {
    let record = this.#records.get(name)
    if (record === undefined) this.#records.set(name, (record = this.#makeRecord(name)))
    return record
  }

  #make(model: SchemaModel): CapnpSchema {
    return new CapnpSchema(model, this.#options.generateCode ?? mayGenerateCode())
  }

  #makeRecord(name: string): RecordCodec<never> {
    const schema = this.#make({ ...MODEL, root: name })
    const coder = schema.makeCoder<never>()
    return {
      decode: (bytes) => schema.reading(bytes, () => coder.decode(bytes)),
      encode: (value) => schema.fitting(value, () => coder.encode(value)),
    }
  }
}

/** A ready codec: what a worker takes from this module by its URL. */
export const codec: Codec = new CapnpCodec()
