import {
  AysError,
  type ErrorData,
  type Records as Model,
  type SubmissionInfo,
  type SubmitRequest,
} from '@ays/core'
import type { QueuedRequest } from '../plan/queued-request.ts'
import type { ChangeSet } from '../state/change-set.ts'
import { formatJson, parseJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { newId } from '../state/new-id.ts'
import type { Records, Stored } from '../state/records.ts'

export type Submission = Model.Submission

/** Those of AYS 9. */
const DELAYS = [10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000]
const PRIORITY = 5

const OPEN: ReadonlySet<Submission['state']> = new Set(['queued', 'running', 'waiting'])

/** How a submission is to run, as its record keeps it. */
export interface QueuedWork extends Pick<SubmitRequest, 'barrier' | 'parallel' | 'retries'> {
  readonly request: QueuedRequest
}

/** What a submission is made of. */
export interface SubmissionDraft
  extends QueuedWork, Pick<SubmitRequest, 'key' | 'priority' | 'delays'> {
  readonly command: string
  readonly who: string
  readonly created: number
  /** Of the event. */
  readonly source?: string
}

/** Lays a queued run into a change set; nobody has its key. */
export function putSubmission(
  changes: ChangeSet,
  { codecs }: Records,
  draft: SubmissionDraft,
): Submission {
  const { request, barrier, parallel, retries, command, who, created } = draft
  const work = {
    request,
    ...(barrier !== undefined && { barrier }),
    ...(parallel !== undefined && { parallel }),
    ...(retries && { retries }),
  }
  const submission: Submission = {
    id: newId(created),
    key: draft.key ?? '',
    priority: draft.priority ?? PRIORITY,
    requestJson: formatJson(work),
    who,
    created,
    state: 'queued',
    run: '',
    delays: [...(draft.delays ?? DELAYS)],
    retries: 0,
    retryAt: 0,
    errorJson: '',
    ended: 0,
    source: draft.source ?? '',
    command,
  }
  changes.put(keys.submission(submission.id), codecs.submission, submission)
  changes.mark(keys.queued(submission.priority, submission.id))
  if (draft.key === undefined) return submission
  const key = keys.submissionKey(draft.key)
  changes.read(key, undefined)
  changes.put(key, codecs.submissionKey, { id: submission.id })
  return submission
}

/** Lays into a change set what becomes of a submission; once it has ended it leaves the queue. */
export function changeSubmission(
  changes: ChangeSet,
  { codecs }: Records,
  stored: Stored<Submission>,
  change: Partial<Submission>,
): Submission {
  changes.readStored(stored)
  const next = { ...stored.value, ...change }
  changes.put(stored.key, codecs.submission, next)
  if (!isOpen(next)) changes.delete(keys.queued(next.priority, next.id))
  return next
}

/** It has not ended. */
export function isOpen({ state }: Pick<Submission, 'state'>): boolean {
  return OPEN.has(state)
}

/** How it is to run. AYS_INTERNAL when its record does not say. */
export function workOf({ id, requestJson }: Submission): QueuedWork {
  const work = parseJson<QueuedWork | undefined>(requestJson, undefined)
  if (work) return work
  throw new AysError('AYS_INTERNAL', `submission ${id} does not say what to run`)
}

/** AYS_SUBMISSION_UNKNOWN. */
export async function findSubmission(records: Records, id: string): Promise<Stored<Submission>> {
  const stored = await records.get(records.codecs.submission, keys.submission(id))
  if (stored) return stored
  throw new AysError('AYS_SUBMISSION_UNKNOWN', `there is no queued run ${id}`, {
    hint: 'List them with: ays queue list',
  })
}

/** A Submission record as core's plain data. */
export function toSubmissionInfo(submission: Submission): SubmissionInfo {
  const { id, state, command, who, priority, created, retries } = submission
  const error = parseJson<ErrorData | undefined>(submission.errorJson, undefined)
  return {
    id,
    state,
    command,
    who,
    priority,
    created,
    retries,
    ...(submission.key === '' ? {} : { key: submission.key }),
    ...(submission.run === '' ? {} : { run: submission.run }),
    ...(submission.retryAt === 0 ? {} : { retryAt: submission.retryAt }),
    ...(error && { error }),
    ...(submission.ended === 0 ? {} : { ended: submission.ended }),
  }
}
