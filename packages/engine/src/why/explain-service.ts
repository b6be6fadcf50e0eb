import {
  type ActionStatus,
  formatAddress,
  type JobInfo,
  type Reason,
  type Records as Model,
  type WhyAction,
  type WhyReport,
} from '@ays/core'
import { toJobInfo } from '../run/report.ts'
import { isPending, stateOf } from '../state/action-state.ts'
import { findService } from '../state/find-service.ts'
import { readReason } from '../state/read-reason.ts'
import type { Records } from '../state/records.ts'
import { findLeftOut } from './find-left-out.ts'
import { readChanges, type WhyTools } from './read-changes.ts'
import { readExistence } from './read-existence.ts'
import { type Holder, openJob, readHolder } from './read-holder.ts'
import { readJob } from './read-job.ts'
import { readTrail } from './read-trail.ts'
import { readWaits, type Situation } from './read-waits.ts'

/**
 * Why a service is there, and why one of its actions, or each that is not `new`, is as it is.
 * AYS_SERVICE_UNKNOWN, AYS_ACTION_UNKNOWN.
 */
export async function explainService(
  tools: WhyTools,
  text: string,
  action: string | undefined,
): Promise<WhyReport> {
  const { records } = tools
  const { value: service } = await findService(records, text)
  const holder = await readHolder(records, service)
  const states =
    action === undefined
      ? service.actions.filter(({ name, status }) => status !== 'new' || openJob(holder, name))
      : [stateOf(service, action)]
  const actions: WhyAction[] = []
  for (const state of states) actions.push(await explainAction(tools, service, state, holder))
  return {
    service: formatAddress(service),
    uid: service.uid,
    template: service.actor,
    exists: await readExistence(records, service),
    actions,
  }
}

async function explainAction(
  tools: WhyTools,
  service: Model.Service,
  state: Model.ActionState,
  holder: Holder | undefined,
): Promise<WhyAction> {
  const { records } = tools
  const situation = await readSituation(records, service, state, holder)
  const { status, open, last, left, job, reason, answer } = situation
  return {
    action: state.name,
    status,
    ...(reason && { reason }),
    trail: await readTrail(records, reason, (open ? job : last)?.run),
    ...(await changesOf(tools, service, reason, answer)),
    ...(last && { last }),
    ...(job && { job }),
    ...(left?.cause && { cause: left.cause }),
    waits: await readWaits(records, situation),
  }
}

/** What runs have to do with an action. */
interface WholeSituation extends Situation {
  readonly status: ActionStatus
  readonly last: JobInfo | undefined
  /** Of `open`, or of what was left out. */
  readonly job: JobInfo | undefined
  readonly reason: Reason | undefined
  /** The job that did what there was a reason for; undefined while none has. */
  readonly answer: JobInfo | undefined
}

async function readSituation(
  records: Records,
  service: Model.Service,
  state: Model.ActionState,
  holder: Holder | undefined,
): Promise<WholeSituation> {
  const { status } = state
  const last = await readJob(records, state.run, state.job)
  const open = openJob(holder, state.name)
  const known = { state, holder, open, last }
  if (holder && open) {
    const job = toJobInfo(holder.run.id, open)
    const reason = job.because ?? restReason(state, last)
    const now = open.state === 'running' ? 'running' : status
    return { ...known, left: undefined, status: now, job, reason, answer: undefined }
  }
  // What was new may have been needed, and left out with what needed it.
  const isUndone = isPending(state) || status === 'new'
  const left = isUndone ? await findLeftOut(records, service, state) : undefined
  const answer = isPending(state) || left ? undefined : last
  return { ...known, left, status, job: left?.job, reason: restReason(state, last), answer }
}

/** An error is told by the job that had it: what counts is why that was in its run. */
function restReason(
  { status, reasonJson }: Model.ActionState,
  last: JobInfo | undefined,
): Reason | undefined {
  const own = readReason(reasonJson)
  return (status === 'error' ? undefined : own) ?? last?.because ?? own
}

async function changesOf(
  tools: WhyTools,
  service: Model.Service,
  reason: Reason | undefined,
  answer: JobInfo | undefined,
): Promise<Pick<WhyAction, 'fields' | 'links'>> {
  return reason ? readChanges(tools, service, reason, answer) : { fields: [], links: [] }
}
