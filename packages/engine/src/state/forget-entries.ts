import { type Entry, type SignalOption, type Store, throwIfAborted } from '@ays/core'
import { holds } from './conflicts.ts'
import { firstIdAt } from './new-id.ts'

/** Keys of one commit. */
const PAGE = 500

/** Old entries under ids that sort by time. */
export interface OldEntries {
  readonly prefix: string
  /** Epoch milliseconds: nothing that came later is read. */
  readonly before: number
  /** The keys that go with an entry; none while it is needed. */
  readonly goes: (entry: Entry) => readonly string[] | Promise<readonly string[]>
}

/**
 * Takes entries away, some at a time. One that somebody changes meanwhile stays, and its neighbours, until the next
 * time. Answers with how many went.
 */
export async function forgetEntries(
  store: Store,
  { prefix, before, goes }: OldEntries,
  { signal }: SignalOption = {},
): Promise<number> {
  let count = 0
  let page: Entry[] = []
  let deletes: string[] = []
  const flush = async () => {
    throwIfAborted(signal)
    const checks = page.map(({ key, version }) => ({ key, version }))
    if (deletes.length > 0 && (await holds(store.commit({ checks, deletes })))) count += page.length
    page = []
    deletes = []
  }
  for await (const entry of store.scan({ prefix, to: `${prefix}${firstIdAt(before)}` })) {
    const going = await goes(entry)
    if (going.length === 0) continue
    page.push(entry)
    deletes.push(...going)
    if (deletes.length >= PAGE) await flush()
  }
  await flush()
  return count
}
