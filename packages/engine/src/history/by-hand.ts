import {
  AysError,
  type ForgetOptions,
  type ForgetReport,
  formatAddress,
  type Reason,
  type Records as Model,
  type ServiceAddress,
  type StateChange,
} from '@ays/core'
import { finish, schedule, stateOf, withAction } from '../state/action-state.ts'
import { ChangeSet } from '../state/change-set.ts'
import { retryConflicts } from '../state/conflicts.ts'
import { Draft } from '../state/draft.ts'
import { formatJson } from '../state/json.ts'
import { keys } from '../state/keys.ts'
import { loadService } from '../state/load-service.ts'
import type { Records } from '../state/records.ts'
import { endRevision, putRevisions } from '../state/revisions.ts'
import { layDues } from '../timer/lay-dues.ts'

export interface HandTools {
  readonly records: Records
  readonly now: () => number
}

type Service = Model.Service
type ActionState = Model.ActionState

const TRIES = 100

/** As ServiceApi.setServiceState(): the state of the action afterwards. */
export function setState(
  tools: HandTools,
  address: string,
  change: StateChange,
): Promise<ActionState> {
  return retryConflicts(() => commitState(tools, address, change), TRIES)
}

/** As ServiceApi.forgetService(). */
export function forgetService(
  tools: HandTools,
  address: string,
  options: ForgetOptions = {},
): Promise<ForgetReport> {
  return retryConflicts(() => commitForget(tools, address, options), TRIES)
}

async function commitState(
  { records, now }: HandTools,
  text: string,
  { action, status, who = '', ifVersion }: StateChange,
): Promise<ActionState> {
  const draft = new Draft(records, new ChangeSet())
  const before = await loadFree(draft, text, ifVersion)
  const state = stateOf(before, action)
  if (state.status === status) return state
  const ended = endRevision('state', before)
  const after = byHand(before, state, status, { kind: 'hand', who })
  draft.set({ ...after, revision: ended.number })
  await layDues(draft, now())
  draft.write()
  const revision = { ...ended, stateBefore: state.status, stateAfter: status }
  const command = `service set-state ${text} ${action} ${status}`
  putRevisions(draft.changes, records, [revision], { at: now(), who, command, run: '', action })
  await records.store.commit(draft.changes.toCommit())
  return stateOf(draft.get(before) ?? after, action)
}

/** As {@link loadService}, and no run may change it until the commit. AYS_CLAIMED. */
async function loadFree(draft: Draft, text: string, version?: string): Promise<Service> {
  const service = await loadService(draft, text, version)
  await refuseClaimed(draft, service)
  return service
}

/** What is said to be done, or to have failed, counts as if a job had left it so. */
function byHand(
  service: Service,
  { name, code, run, job, lastRun }: ActionState,
  status: StateChange['status'],
  reason: Reason,
): Service {
  switch (status) {
    case 'scheduled':
      return schedule(withAction(service, name, { status: 'new' }), name, reason)
    case 'ok':
    case 'error':
      return finish(service, name, { status, reason, code, run, job, at: lastRun })
    case 'changed':
    case 'new':
    case 'disabled':
      return withAction(service, name, { status, reasonJson: formatJson(reason), argsJson: '' })
  }
}

async function commitForget(
  { records, now }: HandTools,
  text: string,
  { who = '', ifVersion }: ForgetOptions,
): Promise<ForgetReport> {
  const draft = new Draft(records, new ChangeSet())
  const service = await loadFree(draft, text, ifVersion)
  await refuseConsumed(draft, service)
  draft.erase(service)
  draft.write()
  const revision = endRevision('forget', service)
  const command = `service delete ${text} --forget`
  putRevisions(draft.changes, records, [revision], { at: now(), who, command, run: '' })
  await records.store.commit(draft.changes.toCommit())
  return { service: text, uid: service.uid, revision: revision.number }
}

async function refuseConsumed(draft: Draft, service: Service): Promise<void> {
  const consumers = await draft.consumersOf(service)
  if (consumers.length === 0) return
  const names = consumers.map(formatAddress).join(', ')
  throw new AysError('AYS_SERVICE_CONSUMED', `${formatAddress(service)} is used by ${names}`, {
    hint: 'Delete or forget those first, or take their link away.',
  })
}

async function refuseClaimed({ changes, records }: Draft, address: ServiceAddress): Promise<void> {
  const key = keys.claim(address)
  const claim = await records.get(records.codecs.claim, key)
  changes.read(key, claim)
  if (!claim) return
  const { run } = claim.value
  throw new AysError('AYS_CLAIMED', `run ${run} holds ${formatAddress(address)} now`, {
    details: { run },
    hint: `Wait until it has ended (ays run watch ${run}), or end it: ays run cancel ${run}`,
  })
}
