import { formatAddress, type Reason, type Records as Model } from '@ays/core'
import { formatJson } from '../state/json.ts'
import type { ActionRef } from '../state/action-ref.ts'
import type { ActionNode } from './action-graph.ts'
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
    reasonJson: blockedBy ? formatJson(disabled(blockedBy)) : reasonOf(node, state),
    started: 0,
    ended: 0,
    errorJson: '',
    logChunks: 0,
    retryAt: 0,
    failures: 0,
    grownBy: -1,
    ...place,
  }
}

function disabled({ address, action }: ActionRef): Reason {
  return { kind: 'disabled', service: formatAddress(address), action }
}

/** Why the action is pending, else who needs it. */
function reasonOf(node: ActionNode, state: Model.ActionState | undefined): string {
  return state?.reasonJson || formatJson(node.reason)
}
