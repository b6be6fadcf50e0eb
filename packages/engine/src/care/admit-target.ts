import { AysError, type Records as Model } from '@ays/core'
import { assertReadable } from '../api/open-repository.ts'
import { isCareKey, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { assertNoActiveRun } from './active-runs.ts'

export interface TargetOptions {
  /** Id of the repository that shall be in it. */
  readonly repository: string
  /** Also when it holds this repository already: that is replaced as a whole. */
  readonly force?: boolean
}

/**
 * Answers with the transfer that has begun to fill this store, if one has. AYS_USAGE when it holds
 * anything else than nothing or, with `force`, this repository; AYS_REPOSITORY_NEWER; AYS_RUN_ACTIVE.
 */
export async function admitTarget(
  records: Records,
  { repository, force = false }: TargetOptions,
): Promise<Model.Transfer | undefined> {
  const repo = await records.get(records.codecs.repo, keys.repo)
  if (repo) assertReadable(repo.value, repository)
  const begun = await records.get(records.codecs.transfer, keys.transfer)
  if (begun) {
    if (begun.value.repository === repository) return begun.value
    throw foreign(`a transfer of the repository ${begun.value.repository} has begun to fill it`)
  }
  const first = await firstKey(records)
  if (first === undefined) return undefined
  if (!repo) throw foreign(`it holds ${JSON.stringify(first)}`)
  if (!force) {
    throw new AysError('AYS_USAGE', `the store already holds the repository ${repository}`, {
      hint: 'Add --force to replace all of it.',
    })
  }
  await assertNoActiveRun(records)
  return undefined
}

/** The first key beside the Repo record, which opening an empty store leaves in it. */
async function firstKey({ store }: Records): Promise<string | undefined> {
  for await (const { key } of store.scan({})) {
    if (!isCareKey(key) && key !== keys.repo) return key
  }
  return undefined
}

function foreign(why: string): AysError {
  return new AysError('AYS_USAGE', `the store is not free: ${why}`, {
    hint: 'Choose an empty store.',
  })
}
