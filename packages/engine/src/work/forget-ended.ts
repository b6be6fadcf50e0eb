import type { Records as Model } from '@ays/core'
import { isOpen } from '../queue/submission.ts'
import { forgetEntries, type OldEntries } from '../state/forget-entries.ts'
import { keys } from '../state/keys.ts'
import type { WorkTools } from './work-tools.ts'

const DAY = 86_400_000
/** How long what ended well is kept, and what did not. */
const KEPT = 7 * DAY
const KEPT_FAILED = 90 * DAY
const PAUSE = DAY / 24

/** Forgets events that were handled, and queued runs that have ended, once they are old. Returns when to look again. */
export async function forgetEnded(tools: WorkTools): Promise<number> {
  const { store } = tools.records
  await forgetEntries(store, oldSubmissions(tools))
  await forgetEntries(store, oldEvents(tools))
  return tools.clock.now() + PAUSE
}

function oldSubmissions({ records: { codecs }, clock }: WorkTools): OldEntries {
  return {
    prefix: keys.submissions,
    before: clock.now() - KEPT,
    goes({ key, value }) {
      const submission = codecs.submission.decode(value)
      const { state, created, key: given } = submission
      const isKept = state === 'error' && created > clock.now() - KEPT_FAILED
      if (isOpen(submission) || isKept) return []
      return given === '' ? [key] : [key, keys.submissionKey(given)]
    },
  }
}

function oldEvents({ records, clock }: WorkTools): OldEntries {
  return {
    prefix: keys.events,
    before: clock.now() - KEPT,
    goes: async ({ key, value }) =>
      (await isForgotten(records, records.codecs.event.decode(value))) ? [key] : [],
  }
}

/** Of an event that was handled, nothing is left when its queued run is forgotten. */
async function isForgotten(
  { store }: WorkTools['records'],
  { state, submission }: Model.Event,
): Promise<boolean> {
  if (state !== 'queued') return state === 'unheard'
  return (await store.get(keys.submission(submission))) === undefined
}
