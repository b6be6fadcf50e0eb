import { open, type RootDatabase } from 'lmdb'
import { mapError } from './map-error.ts'

/** An open LMDB environment: one ordered map from bytes to bytes, which other processes have open too. */
export type Environment = RootDatabase<Buffer, Buffer>

/** Allows keys of 4,026 bytes: half of it would be too little for two addresses in letters of three bytes. */
const PAGE = 8192
/** Processes, and instances in one, that may have it open at once. */
const READERS = 1000

/** Opens what is in the folder, or makes it. Errors as of {@link mapError}. */
export function openEnvironment(path: string): Environment {
  try {
    return open<Buffer, Buffer>({
      path,
      noSubdir: false,
      encoding: 'binary',
      keyEncoding: 'binary',
      pageSize: PAGE,
      maxReaders: READERS,
      // With it a commit is answered before it is on the disk.
      overlappingSync: false,
    })
  } catch (error) {
    throw mapError(error, path)
  }
}
