import { dirname, join, resolve } from 'node:path'
import { AysError } from '@ays/core'
import { REPOSITORY_FILE } from './repository.ts'
import { statOf } from './stat-of.ts'

/** The nearest folder, from this one upwards, that holds ays.yaml; AYS_REPOSITORY_MISSING without one. */
export function findRepository(from: string): string {
  const found = lookForRepository(from)
  if (found !== undefined) return found
  throw new AysError(
    'AYS_REPOSITORY_MISSING',
    `there is no ${REPOSITORY_FILE} in ${resolve(from)} or any folder above`,
    { hint: 'Make a repository with: ays init' },
  )
}

/** The same; undefined without one. */
export function lookForRepository(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (statOf(join(folder, REPOSITORY_FILE))?.isFile()) return folder
    if (folder === dirname(folder)) return undefined
  }
}
