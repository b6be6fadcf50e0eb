import {
  assertNoErrors,
  AysError,
  type Codec,
  type Schema,
  type SchemaFormat,
  type SchemaModel,
} from '@ays/core'
import type { ActorView } from './actor-view.ts'

/** The compiled schemas of actors, each made once. */
export class Schemas {
  readonly #codec: Codec
  readonly #capnp: SchemaFormat
  readonly #schemas = new Map<string, Schema>()

  constructor(codec: Codec, formats: readonly SchemaFormat[]) {
    const capnp = formats.find(({ extension }) => extension === '.capnp')
    if (!capnp) throw new AysError('AYS_BINDING_MISSING', 'no schema format reads .capnp')
    this.#codec = codec
    this.#capnp = capnp
  }

  /** Makes a schema known that somebody else has compiled. */
  add(schema: Schema): void {
    if (!this.#schemas.has(schema.hash)) this.#schemas.set(schema.hash, schema)
  }

  /** The schema that the services of an actor are read and written with. */
  of({ name, record }: ActorView): Schema {
    const known = this.#schemas.get(record.schema)
    if (known) return known
    const source = { file: `actor ${name}`, pack: record.pack, template: name }
    const { model, diagnostics } = this.#capnp.read(record.capnp, source)
    assertNoErrors(diagnostics, `the stored schema of ${name}`, 'AYS_SCHEMA_INVALID')
    if (!model) throw new AysError('AYS_SCHEMA_INVALID', `the stored schema of ${name} is empty`)
    const schema = this.#codec.compile(model)
    // The record's own hash is what services refer to, whatever made it.
    this.#schemas.set(record.schema, schema)
    return schema
  }

  /** AYS_INTERNAL for a schema that no service of a call could have. */
  model(hash: string): SchemaModel {
    const schema = this.#schemas.get(hash)
    if (schema) return schema.model
    throw new AysError('AYS_INTERNAL', `schema ${hash} was asked for before it was read`)
  }
}
