import { LmdbSession } from './lmdb-session.ts'
import type { LmdbStoreOptions } from './options.ts'
import { RepositoryKeys } from './repository-keys.ts'

/** Keys that are removed in one transaction. */
const AT_ONCE = 10_000

/** Removes every key of a repository, of those of others none. Errors as of LmdbStore.open(). */
export async function eraseRepository({ path, repository }: LmdbStoreOptions): Promise<void> {
  const keys = new RepositoryKeys(repository)
  const session = await LmdbSession.start({ path, keys })
  try {
    for (;;) {
      const removed = await session.write((db) => {
        const some = Array.from(db.getKeys({ ...keys.all, limit: AT_ONCE }))
        for (const key of some) db.removeSync(key)
        return some.length
      })
      if (removed < AT_ONCE) return
    }
  } finally {
    await session.close()
  }
}
