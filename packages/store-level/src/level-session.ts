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

  /** AYS_STORE_LOCKED, AYS_STORE_DAMAGED, AYS_STORE_UNREACHABLE. */
  static async start(path: string): Promise<LevelSession> {
    await assertWhole(path)
    const db: Database = new Level(path, { valueEncoding: 'view' })
    await openDatabase(db, path)
    try {
      await writeOwner(path)
      await assertNothingSkipped(path)
      return new LevelSession(path, db, await CommitIds.load(db))
    } catch (error) {
      await db.close()
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

async function openDatabase(db: Database, path: string): Promise<void> {
  try {
    await db.open()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    if (codeOf(cause) === 'LEVEL_LOCKED') throw await lockedError(path, error)
    throw isMissingFile(cause)
      ? damagedError(path, cause.message, { cause })
      : mapError(cause, path)
  }
}

/** A file that another one names; the folder itself is made when it is missing. */
function isMissingFile(cause: unknown): cause is Error {
  return (
    codeOf(cause) === 'LEVEL_IO_ERROR' &&
    cause instanceof Error &&
    cause.message.includes('No such file')
  )
}
