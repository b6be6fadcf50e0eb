import { AysError, type Schema } from '@ays/core'
import { viewActor } from './actor-view.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'
import type { Schemas } from './schemas.ts'

/** The schema that the services of an actor are read with. AYS_INTERNAL for an actor that is not there. */
export async function readSchema(
  records: Records,
  schemas: Schemas,
  actor: string,
): Promise<Schema> {
  const stored = await records.get(records.codecs.actor, keys.actor(actor))
  if (stored) return schemas.of(viewActor(stored.value))
  throw new AysError('AYS_INTERNAL', `the actor ${actor} of a service is not there`, {
    hint: 'Check the store with: ays store verify',
  })
}
