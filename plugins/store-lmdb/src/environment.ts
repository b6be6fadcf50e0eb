import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { AysError } from '@ays/core'
import { open, type RootDatabase } from 'lmdb'
import { mapError } from './map-error.ts'

/** An open LMDB environment: one ordered map from bytes to bytes, which other processes have open too. */
export type Environment = RootDatabase<Buffer, Buffer>

/** Allows keys of 4,026 bytes: half of it would be too little for two addresses in letters of three bytes. */
const PAGE = 8192
/** Processes, and instances in one, that may have it open at once. */
const READERS = 1000
/** What every LMDB file has behind the header of its first page. */
const MAGIC = 0xbeefc0de
const MAGIC_AT = 24

/** Opens what is in the folder, or makes it. Errors as of {@link mapError}. */
export function openEnvironment(path: string): Environment {
  try {
    assertDatabase(join(path, 'data.mdb'))
    return open<Buffer, Buffer>({
      path,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      pageSize: PAGE,
      maxReaders: READERS,
      // With it a commit is answered before it is on the disk.
      overlappingSync: false,
      // With it a write that fails rejects a promise that nobody has, which ends the process. Commits that come
      // together share a transaction without it, too.
      eventTurnBatching: false,
    })
  } catch (error) {
    throw mapError(error, path)
  }
}

/** The library ends the process when it opens anything else. */
function assertDatabase(file: string): void {
  if (!existsSync(file)) return
  const start = Buffer.alloc(MAGIC_AT + 4)
  const descriptor = openSync(file, 'r')
  try {
    // An empty one is what a process leaves that was killed while it made it.
    if (readSync(descriptor, start) === 0 || start.readUInt32LE(MAGIC_AT) === MAGIC) return
  } finally {
    closeSync(descriptor)
  }
  throw new AysError('AYS_STORE_DAMAGED', `${file} is no LMDB database`, {
    hint: 'Restore a backup, or choose another folder.',
  })
}
