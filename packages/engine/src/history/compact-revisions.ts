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
  const deletions = new Deletions(work.records.store)
  const count = (await trimHistories(work, deletions)) + (await dropGone(work, deletions))
  await deletions.flush()
  return count
}

async function trimHistories(
  { records, retention, signal }: CompactWork,
  deletions: Deletions,
): Promise<number> {
  let count = 0
  for await (const revisions of histories(records.store)) {
    throwIfAborted(signal)
    const [creation = '', ...later] = revisions
    const rest = creation.endsWith(FIRST) ? later : revisions
    const old = rest.slice(0, Math.max(0, rest.length - retention.revisions))
    await deletions.add(old)
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

async function dropGone(
  { records, retention, now, signal }: CompactWork,
  deletions: Deletions,
): Promise<number> {
  const { store } = records
  let count = 0
  for await (const { key } of store.scan({ prefix: keys.allGone })) {
    throwIfAborted(signal)
    const uid = uidOfKey(key)
    const went = await endOf(records, uid)
    if (went !== undefined && went >= now - retention.runs) continue
    const revisions = await keysOf(store, keys.revisions(uid))
    // The mark last: it is found again when this is cut off.
    await deletions.add([...revisions, key])
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

/** Keys that go, in order, many in one commit. */
class Deletions {
  readonly #store: Store
  readonly #keys: string[] = []

  constructor(store: Store) {
    this.#store = store
  }

  async add(list: readonly string[]): Promise<void> {
    for (const key of list) this.#keys.push(key)
    while (this.#keys.length >= PAGE) await this.#commit()
  }

  async flush(): Promise<void> {
    if (this.#keys.length > 0) await this.#commit()
  }

  async #commit(): Promise<void> {
    await this.#store.commit({ deletes: this.#keys.splice(0, PAGE) })
  }
}
