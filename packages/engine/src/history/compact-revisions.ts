import { type Store, throwIfAborted } from '@ays/core'
import { keys, uidOfKey } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import type { CompactWork } from './compact.ts'

/** Keys of one commit. */
const PAGE = 500

/**
 * Of each service its creation and the newest revisions stay; of one that went long ago nothing. A revision is
 * never written again, so nothing has to be checked. Answers with how many went.
 */
export async function compactRevisions(work: CompactWork): Promise<number> {
  return (await trimHistories(work)) + (await dropGone(work))
}

async function trimHistories({ records, retention, signal }: CompactWork): Promise<number> {
  const { store } = records
  let count = 0
  for await (const revisions of histories(store)) {
    throwIfAborted(signal)
    const [creation = '', ...later] = revisions
    const rest = creation.endsWith(FIRST) ? later : revisions
    const old = rest.slice(0, Math.max(0, rest.length - retention.revisions))
    await deleteKeys(store, old)
    count += old.length
  }
  return count
}

const FIRST = keys.revision('', 1).slice(keys.revisions('').length)

/** The keys of one service's revisions after the other, oldest first. */
async function* histories(store: Store): AsyncIterable<string[]> {
  let own: string[] = []
  let prefix = ''
  for await (const { key } of store.scan({ prefix: keys.history })) {
    if (!key.startsWith(prefix) || prefix === '') {
      if (own.length > 0) yield own
      own = []
      prefix = key.slice(0, key.lastIndexOf('/') + 1)
    }
    own.push(key)
  }
  if (own.length > 0) yield own
}

async function dropGone({ records, retention, now, signal }: CompactWork): Promise<number> {
  const { store } = records
  let count = 0
  for await (const { key } of store.scan({ prefix: keys.allGone })) {
    throwIfAborted(signal)
    const uid = uidOfKey(key)
    const went = await endOf(records, uid)
    if (went !== undefined && went >= now - retention.runs) continue
    const revisions = await keysOf(store, keys.revisions(uid))
    // The mark last: it is found again when this is cut off.
    await deleteKeys(store, [...revisions, key])
    count += revisions.length
  }
  return count
}

async function endOf(records: Records, uid: string): Promise<number | undefined> {
  const range = { prefix: keys.revisions(uid), reverse: true, limit: 1 }
  for await (const { value } of records.scan(records.codecs.revision, range)) return value.at
  return undefined
}

async function keysOf(store: Store, prefix: string): Promise<string[]> {
  const found: string[] = []
  for await (const { key } of store.scan({ prefix })) found.push(key)
  return found
}

async function deleteKeys(store: Store, list: readonly string[]): Promise<void> {
  for (let at = 0; at < list.length; at += PAGE) {
    await store.commit({ deletes: list.slice(at, at + PAGE) })
  }
}
