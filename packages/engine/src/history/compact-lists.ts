import { type Entry, isAysError, throwIfAborted } from '@ays/core'
import { keys } from '../state/keys.ts'
import { firstIdAt } from '../state/new-id.ts'
import type { Records } from '../state/records.ts'
import type { CompactWork } from './compact.ts'

/** Keys of one commit. */
const PAGE = 500

/** Records under ids that sort by time. */
interface List {
  readonly prefix: string
  /** The keys that go with an entry; none while it is needed. */
  readonly goes: (entry: Entry, before: number) => readonly string[]
}

/** Takes away events, queued runs and entries of the audit that were over long ago. Answers with how many went. */
export async function compactLists(work: CompactWork): Promise<number> {
  let count = 0
  for (const list of listsOf(work.records)) count += await compactList(work, list)
  return count
}

function listsOf({ codecs }: Records): readonly List[] {
  return [
    {
      prefix: keys.events,
      goes: ({ key, value }) => (codecs.event.decode(value).state === 'new' ? [] : [key]),
    },
    {
      prefix: keys.submissions,
      goes({ key, value }, before) {
        const { ended, key: given } = codecs.submission.decode(value)
        if (ended === 0 || ended >= before) return []
        return given === '' ? [key] : [key, keys.submissionKey(given)]
      },
    },
    { prefix: keys.audits, goes: ({ key }) => [key] },
  ]
}

/** Reads only what is old. An entry that somebody changes meanwhile stays, and its neighbours, until the next time. */
async function compactList(
  { records: { store }, retention, now, signal }: CompactWork,
  { prefix, goes }: List,
): Promise<number> {
  const before = now - retention.runs
  const range = { prefix, to: `${prefix}${firstIdAt(before)}` }
  let count = 0
  let page: Entry[] = []
  let deletes: string[] = []
  const flush = async () => {
    throwIfAborted(signal)
    const checks = page.map(({ key, version }) => ({ key, version }))
    if (deletes.length > 0 && (await isDone(store.commit({ checks, deletes }))))
      count += page.length
    page = []
    deletes = []
  }
  for await (const entry of store.scan(range)) {
    const going = goes(entry, before)
    if (going.length === 0) continue
    page.push(entry)
    deletes.push(...going)
    if (deletes.length >= PAGE) await flush()
  }
  await flush()
  return count
}

/** False when something has changed. */
async function isDone(commit: Promise<unknown>): Promise<boolean> {
  try {
    await commit
    return true
  } catch (error) {
    if (isAysError(error, 'AYS_STORE_CONFLICT')) return false
    throw error
  }
}
