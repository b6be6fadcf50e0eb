import type { RepositoryInfo } from '@ays/core'
import type { Repository } from '../repository/repository.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { FORMAT } from './open-repository.ts'
import { countRuns } from './read-runs.ts'

/** Of a store's URL, between the user and the host. */
const PASSWORD = /(?<=\/\/[^/?#@:]*):[^/?#]*(?=@)/

/** What a repository is, and what its store holds. */
export async function readInfo(
  records: Records,
  { folder, id, store, executor, packs }: Repository,
): Promise<RepositoryInfo> {
  const { shared, durable } = records.store.capabilities
  const usage = await records.store.usage?.()
  return {
    id,
    folder,
    executor,
    packs,
    store: {
      url: store.replace(PASSWORD, ''),
      scheme: store.slice(0, store.indexOf(':')),
      shared,
      durable,
      ...usage,
      format: FORMAT,
      services: (await records.addresses(keys.services)).length,
      runs: await countRuns(records),
    },
  }
}
