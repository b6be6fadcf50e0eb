import { AysError } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** The layout of keys and records that this engine reads and writes. */
export const FORMAT = 1

/**
 * Makes sure that the store belongs to this repository and that this engine can read it. Writes only
 * into a store that is new. AYS_REPOSITORY_NEWER; AYS_USAGE for the store of another repository.
 */
export async function openRepository(records: Records, id: string, now: number): Promise<void> {
  const stored = await records.get(records.codecs.repo, keys.repo)
  if (!stored) {
    const changes = new ChangeSet()
    changes.read(keys.repo, stored)
    changes.put(keys.repo, records.codecs.repo, { format: FORMAT, id, created: now })
    await records.store.commit(changes.toCommit())
    return
  }
  const { format, id: owner } = stored.value
  if (format > FORMAT) {
    throw new AysError(
      'AYS_REPOSITORY_NEWER',
      `the store has format ${format}, this AYS knows ${FORMAT}`,
      {
        hint: 'Use the newer AYS that wrote it.',
      },
    )
  }
  if (owner !== id) {
    throw new AysError('AYS_USAGE', `the store belongs to the repository ${owner}, not to ${id}`, {
      hint: 'Check "id" and "store" in ays.yaml.',
    })
  }
}
