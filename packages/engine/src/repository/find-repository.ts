import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AysError } from '@ays/core'
import { REPOSITORY_FILE } from './repository.ts'

/** The nearest folder, from this one upwards, that holds ays.yaml; AYS_REPOSITORY_MISSING without one. */
export async function findRepository(from: string): Promise<string> {
  const start = resolve(from)
  for (let folder = start; ; folder = dirname(folder)) {
    if (await isFile(join(folder, REPOSITORY_FILE))) return folder
    if (folder === dirname(folder)) break
  }
  throw new AysError(
    'AYS_REPOSITORY_MISSING',
    `there is no ${REPOSITORY_FILE} in ${start} or any folder above`,
    { hint: 'Make a repository with: ays init' },
  )
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
