import { AysError, type Codec, type Store } from '@ays/core'
import { assertReadable } from '../api/open-repository.ts'
import type { Repository } from '../repository/repository.ts'
import { setStore } from '../repository/set-store.ts'
import { keys, TRANSFER_LEASE } from '../state/keys.ts'
import { Records } from '../state/records.ts'
import { assertNoActiveRun } from './active-runs.ts'
import { type CareOptions, contentsOf } from './contents.ts'
import { transfer, type TransferReport } from './transfer.ts'

export interface MigrateRequest extends CareOptions {
  readonly repository: Repository
  readonly codec: Codec
  /** Both are open, and stay so. */
  readonly source: Store
  readonly target: Store
  /** Of the target, as ays.yaml shall have it. */
  readonly to: string
  /** Also when the target holds this repository already: that is replaced as a whole. */
  readonly force?: boolean
}

/**
 * Copies the repository into the target, compares both by their digests, and only then lets ays.yaml
 * name the target. Writes nothing into the source. The same call goes on with what was interrupted.
 * AYS_USAGE for a source without a repository or a target that is not free; AYS_RUN_ACTIVE while a run
 * is driven in either; AYS_REPOSITORY_NEWER, AYS_STORE_DIFFERS.
 */
export async function migrateStore(request: MigrateRequest): Promise<TransferReport> {
  const { repository, codec, source, target, to } = request
  const from = new Records(source, codec)
  return transfer(new Records(target, codec), {
    ...request,
    repository: repository.id,
    source: 'ays store migrate',
    read: (first) =>
      contentsOf(source, { from: first, ...(request.signal && { signal: request.signal }) }),
    assertSource: () => assertSource(from, repository.id),
    whenEqual: async () => {
      // What began meanwhile would go on in the store that nobody reads any more.
      await assertNoActiveRun(from)
      await setStore(repository.folder, to)
    },
  })
}

async function assertSource(records: Records, repository: string): Promise<void> {
  const repo = await records.get(records.codecs.repo, keys.repo)
  if (!repo) {
    throw new AysError('AYS_USAGE', 'there is nothing to migrate: the store is empty', {
      hint: 'Write the new store into ays.yaml.',
    })
  }
  assertReadable(repo.value, repository)
  // The lease of the target is seen here: two URLs of one store.
  if (await records.store.isLeased(TRANSFER_LEASE)) {
    throw new AysError('AYS_USAGE', 'both URLs name the same store, or another process fills it')
  }
  await assertNoActiveRun(records)
}
