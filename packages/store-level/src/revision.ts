import { AysError } from '@ays/core'
import { type Database, decodeEntry, encodeEntry } from './stored-entry.ts'

/** Its version is the last revision, its value says how everything is stored. */
const KEY = '!revision'
const LAYOUT = Uint8Array.of(1)

/** The revision of the last commit that was written. AYS_REPOSITORY_NEWER, AYS_STORE_DAMAGED. */
export function readRevision(db: Database): number {
  const stored = db.getSync(KEY)
  if (stored === undefined) return 0
  const { version, value } = decodeEntry(KEY, stored)
  if (value[0] === LAYOUT[0]) return Number(version)
  throw new AysError('AYS_REPOSITORY_NEWER', `the database has the layout ${String(value[0])}`, {
    hint: 'Use the version of AYS that wrote it, or a newer one.',
  })
}

/** The database's entry that keeps it. */
export function revisionEntry(revision: number): [key: string, value: Uint8Array] {
  return [KEY, encodeEntry(KEY, revision, LAYOUT)]
}
