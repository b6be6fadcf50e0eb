import type { Records as Model } from '@ays/core'
import type { JobDraft } from './make-jobs.ts'

/** What a job gets from its run. */
export type JobPlace = Pick<Model.Job, 'number' | 'needs' | 'step' | 'created'> & {
  readonly grownBy?: number
}

/** The record of a job that has not started; one that is blocked will never start. */
export function newJob({ node, blockedBy }: JobDraft, place: JobPlace): Model.Job {
  const { service, actor, action } = node
  const state = service.actions.find(({ name }) => name === action)
  return {
    role: service.role,
    name: service.name,
    uid: service.uid,
    actor: service.actor,
    action,
    code: actor.actions.get(action)?.code ?? '',
    state: blockedBy === undefined ? 'new' : 'skipped',
    attempt: 0,
    argsJson: state?.argsJson ?? '',
    reason: blockedBy === undefined ? state?.reason || node.reason : `${blockedBy} is disabled`,
    started: 0,
    ended: 0,
    errorJson: '',
    logChunks: 0,
    grownBy: -1,
    ...place,
  }
}
