import { type ActorReading, assertNoErrors, AysError, type SchemaReading } from '@ays/core'

/** What replaces a schema.hrd and an actor.hrd. */
export interface WithoutHrd {
  /** Text of schema.capnp: fields, defaults, docs and rules. */
  readonly capnp: string
  /** Data of actor.yaml: links, recurring actions and events. */
  readonly actor: Readonly<Record<string, unknown>>
}

/**
 * The schema.capnp and actor.yaml that say what the readings of schema.hrd and actor.hrd say. Records
 * written before are read after: ordinals, types and defaults are the same. AYS_SCHEMA_INVALID with the
 * diagnostics when a reading has errors.
 */
export function leaveHrd(schema: SchemaReading, actor?: ActorReading): WithoutHrd {
  const diagnostics = [...schema.diagnostics, ...(actor?.diagnostics ?? [])]
  assertNoErrors(diagnostics, 'the template cannot leave HRD', 'AYS_SCHEMA_INVALID')
  const { capnp, links } = schema
  if (capnp === undefined)
    throw new AysError('AYS_INTERNAL', 'a reading without errors has no text')
  const { parent, consume } = links
  const declared = { ...(parent && { parent }), ...(consume.length > 0 && { consume }) }
  const linked = Object.keys(declared).length > 0
  return { capnp, actor: { ...(linked && { links: declared }), ...actor?.actor } }
}
