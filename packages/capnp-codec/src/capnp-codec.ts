import {
  AysError,
  type Codec,
  MODEL_CAPNP,
  type RecordCodec,
  type Schema,
  type SchemaModel,
} from '@ays/core'
import { CapnpSchema } from './codec/capnp-schema.ts'
import { generateCoder } from './codec/generate.ts'
import { parseSchema } from './text/parse-schema.ts'

/** Cap'n Proto for everything stored. Free of state but for what it has compiled. */
export class CapnpCodec implements Codec {
  readonly #compiled = new WeakMap<SchemaModel, CapnpSchema>()
  /** Of `never`, which is every record: a codec does not know what it is used for. */
  readonly #records = new Map<string, RecordCodec<never>>()
  #model: SchemaModel | undefined

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
    this.#model ??= readModel()
    const schema = new CapnpSchema({ ...this.#model, root: name })
    const coder = generateCoder<never>(schema.layout)
    return {
      decode: (bytes) => coder.decode(bytes),
      encode: (value) => schema.fitting(value, () => coder.encode(value)),
    }
  }
}

/** A ready codec: what a worker takes from this module by its URL. */
export const codec: Codec = new CapnpCodec()

function readModel(): SchemaModel {
  const { model, diagnostics } = parseSchema(MODEL_CAPNP, { file: 'model.capnp', root: 'Service' })
  if (model === undefined)
    throw new AysError('AYS_INTERNAL', 'the model of AYS is broken', { diagnostics })
  return model
}
