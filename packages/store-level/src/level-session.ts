import { ChangeLog, type Session } from '@ays/core'
import { Level } from 'level'
import { CommitIds } from './commit-ids.ts'
import {
  assertNothingSkipped,
  assertWhole,
  lockedError,
  removeOwner,
  writeOwner,
} from './database-folder.ts'
import { GroupCommit, readRevision } from './group-commit.ts'
import { codeOf, damagedError, mapError } from './map-error.ts'
import type { Database } from './stored-entry.ts'

/** The open database and what belongs to it. */
export class LevelSession implements Session {
  readonly path: string
  readonly db: Database
  readonly log: ChangeLog
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

  async close(): Promise<void> {
    this.commits.leases.close()
    await this.commits.flush().catch(() => undefined)
    this.log.close()
    await removeOwner(this.path)
    await this.db.close()
  }
}

async function openDatabase(path: string): Promise<Database> {
  const db: Database = new Level(path, { valueEncoding: 'view' })
  try {
    await db.open()
    return db
  } catch (error) {
    const cause = error instanceof Error ? error.cause : error
    if (codeOf(cause) === 'LEVEL_LOCKED') throw await lockedError(path, cause)
    // The folder itself is made when it is missing: this is a file that another one names.
    if (cause instanceof Error && cause.message.includes('No such file')) {
      throw damagedError(path, cause.message, { cause })
    }
    throw cause
  }
}
