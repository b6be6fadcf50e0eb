import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AysError, isAysError } from '@ays/core'
import { ClassicLevel } from 'classic-level'
import { beginRepair, endRepair } from './database-folder.ts'
import { mapError } from './map-error.ts'
import { openDatabase } from './open-database.ts'
import { revisionEntry } from './revision.ts'
import { type Database, decodeStored, isEntryKey } from './stored-entry.ts'

/** More commits than any database can have lost: what comes next has a revision that was never given. */
const SKIPPED_REVISIONS = 2 ** 32
/** Keys that a warning names. */
const NAMED = 10

/** As StoreRepairer, for the database in a folder. */
export async function repairDatabase(
  path: string,
  onWarning: (text: string) => void,
): Promise<void> {
  if (!existsSync(path)) {
    throw new AysError('AYS_STORE_UNREACHABLE', `there is no database in ${path}`)
  }
  try {
    await assertFree(path)
    await beginRepair(path)
    await ClassicLevel.repair(path)
    const { entries, unreadable } = await removeUnreadable(path)
    await endRepair(path)
    if (unreadable.length > 0) onWarning(describe(unreadable.map(String)))
    onWarning(`${entries} entries are left of the damaged database.${whereLost(path)}`)
  } catch (error) {
    throw mapError(error, path)
  }
}

/** LevelDB asks for the lock when it opens a database, not when it repairs one. */
async function assertFree(path: string): Promise<void> {
  try {
    const db = await openDatabase(path, { createIfMissing: false })
    await db.close()
  } catch (error) {
    if (isAysError(error, 'AYS_STORE_LOCKED')) throw error
  }
}

/** What it found unreadable is gone. */
async function removeUnreadable(path: string): Promise<Found> {
  const db = await openDatabase(path, { createIfMissing: false })
  try {
    const found = await readAll(db)
    const { unreadable, revision } = found
    const batch = db.batch()
    for (const key of unreadable) batch.del(key, { keyEncoding: 'buffer' })
    batch.put(...revisionEntry(revision + SKIPPED_REVISIONS))
    await batch.write({ sync: true })
    return found
  } finally {
    await db.close()
  }
}

interface Found {
  /** How many entries are as they were written. */
  readonly entries: number
  /** The keys whose bytes are not what was written. */
  readonly unreadable: readonly Buffer[]
  /** The largest of all. */
  readonly revision: number
}

/** A key with changed bytes may be no text any more. */
async function readAll(db: Database): Promise<Found> {
  const unreadable: Buffer[] = []
  let revision = 0
  let entries = 0
  for await (const [key, stored] of db.iterator<Buffer, Uint8Array>({ keyEncoding: 'buffer' })) {
    try {
      revision = Math.max(revision, Number(decodeStored(String(key), stored).version))
      if (isEntryKey(String(key))) entries += 1
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_DAMAGED')) throw error
      unreadable.push(key)
    }
  }
  return { entries, unreadable, revision }
}

function whereLost(path: string): string {
  const replaced = join(path, 'lost')
  return existsSync(replaced) ? ` The files that LevelDB replaced are in ${replaced}.` : ''
}

function describe(unreadable: readonly string[]): string {
  const named = unreadable.slice(0, NAMED).map((key) => JSON.stringify(key))
  const more = unreadable.length - named.length
  const others = more > 0 ? ` and ${more} more` : ''
  return `Entries whose bytes had changed are gone: ${named.join(', ')}${others}.`
}
