import { AysError, type Codec, type Store } from '@ays/core'
import { FORMAT } from '../api/open-repository.ts'
import { Records } from '../state/records.ts'
import { BackupFile } from './backup-file.ts'
import type { BackupHeader } from './backup-format.ts'
import type { CareOptions } from './contents.ts'
import { transfer, type TransferReport } from './transfer.ts'

export interface RestoreRequest extends CareOptions {
  /** Id of the repository. */
  readonly repository: string
  readonly codec: Codec
  /** Open. */
  readonly store: Store
  readonly file: string
  /** Also when the store holds this repository already: that is replaced as a whole. */
  readonly force?: boolean
}

/**
 * Reads the backup through, and only when all of it is as it was written makes the store hold exactly
 * what it holds. The same call goes on with what was interrupted. AYS_BACKUP_INVALID; AYS_USAGE for the
 * backup of another repository or a store that is not free; AYS_REPOSITORY_NEWER; AYS_RUN_ACTIVE while
 * a run is driven.
 */
export async function restoreStore(request: RestoreRequest): Promise<TransferReport> {
  const { repository, codec, store, file } = request
  const backup = await BackupFile.open(file)
  try {
    assertOurs(backup.header, repository)
    const { digest } = await backup.check(request)
    return await transfer(new Records(store, codec), {
      ...request,
      source: `ays store restore (${digest})`,
      read: (from) => backup.entries(from),
      total: backup.header.entries,
    })
  } finally {
    await backup[Symbol.asyncDispose]()
  }
}

function assertOurs(
  { repository: owner, storeFormat, ays }: BackupHeader,
  repository: string,
): void {
  if (storeFormat > FORMAT) {
    throw new AysError(
      'AYS_REPOSITORY_NEWER',
      `the backup holds format ${storeFormat}, this AYS knows ${FORMAT}`,
      { hint: `Use AYS ${ays} or newer.` },
    )
  }
  if (owner === repository) return
  throw new AysError(
    'AYS_USAGE',
    `the backup is of the repository ${owner}, not of ${repository}`,
    {
      hint: 'To make this folder that repository, write its id into ays.yaml.',
    },
  )
}
