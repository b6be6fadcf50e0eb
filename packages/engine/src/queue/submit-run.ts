import { AysError, isAysError, type PlanRequest, type SubmitRequest } from '@ays/core'
import { whoAmI } from '../api/who-am-i.ts'
import { ChangeSet } from '../state/change-set.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { findSubmission, putSubmission, type Submission } from './submission.ts'

const LAST_PRIORITY = 9

/** As WorkApi.submitRun(). */
export async function submitRun(
  records: Records,
  now: number,
  submit: SubmitRequest,
): Promise<Submission> {
  const { priority = 0, key } = submit
  if (!Number.isInteger(priority) || priority < 0 || priority > LAST_PRIORITY) {
    throw new AysError('AYS_USAGE', `${priority} is no priority`, {
      hint: 'Give a whole number from 0, which goes first, to 9.',
    })
  }
  const known = await findByKey(records, key)
  if (known) return known
  const changes = new ChangeSet()
  const { who = whoAmI() } = submit
  const command = commandOf(submit.request)
  const submission = putSubmission(changes, records, { ...submit, who, command, created: now })
  try {
    await records.store.commit(changes.toCommit())
    return submission
  } catch (error) {
    // Somebody submitted under the same key at the same moment.
    const other = isAysError(error, 'AYS_STORE_CONFLICT') && (await findByKey(records, key))
    if (other) return other
    throw error
  }
}

async function findByKey(
  records: Records,
  key: string | undefined,
): Promise<Submission | undefined> {
  if (key === undefined) return undefined
  const found = await records.get(records.codecs.submissionKey, keys.submissionKey(key))
  return found && (await findSubmission(records, found.value.id)).value
}

function commandOf(request: PlanRequest): string {
  switch (request.kind) {
    case 'blueprint':
      return `apply ${request.files.map(({ file }) => file).join(' ')}`.trim()
    case 'do':
      return `do ${request.action}`
    case 'pending':
      return 'run'
    case 'delete':
      return `delete ${request.services.join(' ')}`
    case 'destroy':
      return 'destroy'
    case 'actors':
      return ['actor update', ...(request.actors ?? [])].join(' ')
  }
}
