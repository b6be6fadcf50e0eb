import { AysError, type Records as Model } from '@ays/core'
import { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** The layout of keys and records that this engine reads and writes. */
export const FORMAT = 1

/**
 * Makes sure that the store belongs to this repository and that this engine can read it. Writes only
 * into a store that is new. AYS_REPOSITORY_NEWER; AYS_USAGE for the store of another repository;
 * AYS_STORE_PARTIAL for one that is being filled.
 */
export async function openRepository(records: Records, id: string, now: number): Promise<void> {
  const stored = await records.get(records.codecs.repo, keys.repo)
  if (stored) {
    assertReadable(stored.value, id)
    return
  }
  const transfer = await records.get(records.codecs.transfer, keys.transfer)
  if (transfer) throw partialError(transfer.value)
  const changes = new ChangeSet()
  changes.read(keys.repo, stored)
  changes.read(keys.transfer, transfer)
  changes.put(keys.repo, records.codecs.repo, { format: FORMAT, id, created: now })
  await records.store.commit(changes.toCommit())
}

/** AYS_REPOSITORY_NEWER; AYS_USAGE for another repository than this one. */
export function assertReadable({ format, id: owner }: Model.Repo, id: string): void {
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

function partialError({ source }: Model.Transfer): AysError {
  return new AysError('AYS_STORE_PARTIAL', `the store is not filled yet: ${source} has not ended`, {
    hint: 'Give the same command again: it goes on where it was.',
  })
}
