import { ChangeLog, type Entry, type Session } from '@ays/core'
import { CommitIds } from './commit-ids.ts'
import { assertNothingSkipped, assertWhole, removeOwner, writeOwner } from './database-folder.ts'
import { EntryCache } from './entry-cache.ts'
import { GroupCommit } from './group-commit.ts'
import { mapError } from './map-error.ts'
import { openDatabase } from './open-database.ts'
import { readRevision } from './revision.ts'
import { type Database, entryOf, storedKey } from './stored-entry.ts'

/** Bytes: the services and jobs of a run of ten thousand. */
const CACHE = 2 ** 25

/** The open database and what belongs to it. */
export class LevelSession implements Session {
  readonly path: string
  readonly db: Database
  readonly log: ChangeLog
  readonly #cache = new EntryCache(CACHE)
  readonly commits: GroupCommit

  private constructor(path: string, db: Database, ids: CommitIds) {
    const revision = readRevision(db)
    this.path = path
    this.db = db
    this.log = new ChangeLog(revision)
    this.commits = new GroupCommit({
      db,
      ids,
      revision,
      log: this.log,
      cache: this.#cache,
      mapError: (cause) => mapError(cause, path),
    })
  }

  /** AYS_STORE_LOCKED, AYS_STORE_DAMAGED, AYS_STORE_UNREACHABLE, AYS_REPOSITORY_NEWER. */
  static async start(path: string): Promise<LevelSession> {
    try {
      await assertWhole(path)
      const db = await openDatabase(path)
      try {
        await writeOwner(path)
        await assertNothingSkipped(path)
        return new LevelSession(path, db, await CommitIds.load(db))
      } catch (error) {
        await removeOwner(path)
        await db.close()
        throw error
      }
    } catch (error) {
      throw mapError(error, path)
    }
  }

  /** True when reading the entry does not ask the database. */
  knows(key: string): boolean {
    return this.#cache.get(key) !== undefined || this.#cache.lacks(key)
  }

  /** The entry as it is durable now; its value is the caller's own. */
  read(key: string): Entry | undefined {
    if (this.#cache.lacks(key)) return undefined
    const known = this.#cache.get(key)
    const entry = known ?? entryOf(key, this.db.getSync(storedKey(key)))
    if (entry === undefined) return undefined
    if (known === undefined) this.#cache.set(entry)
    return { ...entry, value: new Uint8Array(entry.value) }
  }

  async close(): Promise<void> {
    this.commits.leases.close()
    await this.commits.flush().catch(() => undefined)
    this.log.close()
    await removeOwner(this.path)
    await this.db.close()
  }
}
