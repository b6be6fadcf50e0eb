import { isDeepStrictEqual } from 'node:util'
import { AysError, type Schema } from '@ays/core'
import type { Declaration } from '../template/declaration.ts'
import { sampleRecords } from './sample-records.ts'

/** What of a template must be the same however it is written. */
export interface Meaning {
  readonly schema: Schema
  readonly declaration: Declaration
}

/**
 * Proves that two ways to write a template mean the same: each schema reads what the other one wrote,
 * and rules, links, actions and events are equal. AYS_SCHEMA_BREAKS or AYS_ACTOR_INVALID when they are not.
 */
export function proveSame(before: Meaning, after: Meaning): void {
  proveSameData(before.schema, after.schema)
  proveSameData(after.schema, before.schema)
  const unruly = before.schema.fields.filter(
    ({ rules }, index) => !isDeepStrictEqual(rules, after.schema.fields[index]?.rules),
  )
  if (unruly.length > 0) throw broken(unruly.map(({ name }) => `${name}: other rules`))
  const said = new Map(Object.entries(before.declaration))
  const says = new Map(Object.entries(after.declaration))
  const differing = [...new Set([...said.keys(), ...says.keys()])].filter(
    (key) => !isDeepStrictEqual(said.get(key), says.get(key)),
  )
  if (differing.length === 0) return
  throw new AysError(
    'AYS_ACTOR_INVALID',
    `actor.yaml would not say the same: ${differing.join()}`,
    {
      hint: 'Move them into actor.yaml by hand: what stands there comes before what HRD says.',
    },
  )
}

function proveSameData(writer: Schema, reader: Schema): void {
  const breaks = writer.breaks(reader)
  if (breaks.length > 0) throw broken(breaks.map(({ path, message }) => `${path}: ${message}`))
  for (const record of sampleRecords(writer.fields)) {
    const bytes = writer.encode(record)
    const [wrote, read] = [writer.decode(bytes), reader.decode(bytes)]
    const wrong = Object.keys(wrote).filter((name) => !isDeepStrictEqual(wrote[name], read[name]))
    if (wrong.length > 0) throw broken(wrong.map((name) => `${name}: another value is read`))
  }
}

function broken(faults: readonly string[]): AysError {
  return new AysError(
    'AYS_SCHEMA_BREAKS',
    `schema.capnp would not mean the same: ${faults.join('; ')}`,
    {
      details: { faults },
      hint: 'Nothing was changed. Please report the schema.',
    },
  )
}
