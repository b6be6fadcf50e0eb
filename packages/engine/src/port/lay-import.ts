import type { Records as Model } from '@ays/core'
import type { Draft } from '../state/draft.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { putRevisions } from '../state/revisions.ts'
import { layDues } from '../timer/lay-dues.ts'
import type { Judged } from './judge.ts'

/** Lays what is new into the draft, with its indexes, its timers and the beginning of its history. */
export async function layImport(
  draft: Draft,
  { actors, services }: Judged,
  { at, who }: { readonly at: number; readonly who: string },
): Promise<void> {
  const { records, changes } = draft
  for (const { view, codes } of actors) {
    await draft.setActor({ ...view.record, updated: at })
    for (const [hash, code] of codes) changes.put(keys.code(hash), records.codecs.code, code)
  }
  const known = await lastRevisions(draft, services)
  for (const service of services) {
    // The draft counts its creation as one more.
    const revision = Math.max(service.revision - 1, known.get(service.uid) ?? 0)
    draft.set({ ...service, revision })
  }
  await layDues(draft, at)
  const revisions = draft.write()
  putRevisions(changes, records, revisions, { at, who, command: 'import', run: '' })
}

/** Of services that were here before and went: where their history ended. They are gone no more. */
async function lastRevisions(
  { records, changes }: Draft,
  services: readonly Model.Service[],
): Promise<ReadonlyMap<string, number>> {
  const marks = services.map((service) => keys.gone(service, service.uid))
  const gone = await records.store.getMany(marks)
  const last = new Map<string, number>()
  for (const [at, { uid }] of services.entries()) {
    const mark = gone[at]
    if (!mark) continue
    changes.read(mark.key, mark)
    changes.delete(mark.key)
    last.set(uid, await lastRevision(records, uid))
  }
  return last
}

async function lastRevision(records: Records, uid: string): Promise<number> {
  const range = { prefix: keys.revisions(uid), reverse: true, limit: 1 }
  for await (const { value } of records.scan(records.codecs.revision, range)) return value.number
  return 0
}
