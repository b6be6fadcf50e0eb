import type { Records as Model } from '@ays/core'
import type { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** Lays the claims of a run on the services of these jobs into a change set: nobody else holds them. */
export function claimServices(
  changes: ChangeSet,
  { codecs }: Pick<Records, 'codecs'>,
  run: string,
  jobs: Iterable<Model.Job>,
): void {
  for (const job of jobs) {
    const key = keys.claim(job)
    if (changes.puts.has(key)) continue
    changes.read(key, undefined)
    changes.put(key, codecs.claim, { run })
  }
}
