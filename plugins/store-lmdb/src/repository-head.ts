import { AysError } from '@ays/core'

/** What there is one of for a repository. */
export interface RepositoryHead {
  /** Of the last commit. */
  readonly revision: number
  /** Of the last lease that was granted. */
  readonly token: number
  /** How many bytes of changes were ever logged. */
  readonly logged: number
  /** The first commit whose changes are kept. */
  readonly oldest: number
}

const LAYOUT = 1
const SIZE = 33

export function encodeHead({ revision, token, logged, oldest }: RepositoryHead): Buffer {
  const stored = Buffer.alloc(SIZE, LAYOUT)
  stored.writeDoubleBE(revision, 1)
  stored.writeDoubleBE(token, 9)
  stored.writeDoubleBE(logged, 17)
  stored.writeDoubleBE(oldest, 25)
  return stored
}

/** As before the first commit when there was none yet. AYS_REPOSITORY_NEWER when a later version of AYS wrote it. */
export function decodeHead(stored: Buffer | undefined): RepositoryHead {
  if (stored === undefined) return { revision: 0, token: 0, logged: 0, oldest: 1 }
  if (stored[0] !== LAYOUT || stored.length < SIZE) {
    throw new AysError('AYS_REPOSITORY_NEWER', `the database has the layout ${stored[0]}`, {
      hint: 'Use the version of AYS that wrote it, or a newer one.',
    })
  }
  return {
    revision: stored.readDoubleBE(1),
    token: stored.readDoubleBE(9),
    logged: stored.readDoubleBE(17),
    oldest: stored.readDoubleBE(25),
  }
}
