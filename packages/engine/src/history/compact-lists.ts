import { forgetEntries, type OldEntries } from '../state/forget-entries.ts'
import { keys } from '../state/keys.ts'
import type { CompactWork } from './compact.ts'

/** Takes away events, queued runs and entries of the audit that were over long ago. Answers with how many went. */
export async function compactLists(work: CompactWork): Promise<number> {
  const { records, signal } = work
  let count = 0
  for (const list of listsOf(work)) count += await forgetEntries(records.store, list, { signal })
  return count
}

function listsOf({ records: { codecs }, retention, now }: CompactWork): readonly OldEntries[] {
  const before = now - retention.runs
  return [
    {
      prefix: keys.events,
      before,
      goes: ({ key, value }) => (codecs.event.decode(value).state === 'new' ? [] : [key]),
    },
    {
      prefix: keys.submissions,
      before,
      goes({ key, value }) {
        const { ended, key: given } = codecs.submission.decode(value)
        if (ended === 0 || ended >= before) return []
        return given === '' ? [key] : [key, keys.submissionKey(given)]
      },
    },
    { prefix: keys.audits, before, goes: ({ key }) => [key] },
  ]
}
