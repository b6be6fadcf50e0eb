import { Level } from 'level'
import { lockedError } from './database-folder.ts'
import { codeOf, damagedError } from './map-error.ts'
import type { Database } from './stored-entry.ts'

/** AYS_STORE_LOCKED, AYS_STORE_DAMAGED, or LevelDB's own error. */
export async function openDatabase(
  path: string,
  options: { readonly createIfMissing?: boolean } = {},
): Promise<Database> {
  const db: Database = new Level(path, { valueEncoding: 'view' })
  try {
    await db.open(options)
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
