import { AysError, formatAddress, type Json, type Reason, type Records as Model } from '@ays/core'
import { formatJson, parseJson } from './json.ts'
import { unknownAction } from './unknown-action.ts'

type Service = Model.Service
type ActionState = Model.ActionState
type ActionStatus = Model.ActionStatus

const PENDING: ReadonlySet<ActionStatus> = new Set(['scheduled', 'changed', 'error'])
const TEARDOWN = ['stop', 'uninstall', 'delete']

/** Which schedules a new schedule takes back. */
const INVERSE: Readonly<Record<string, readonly string[]>> = {
  install: ['stop', 'uninstall', 'delete'],
  start: ['stop', 'uninstall', 'delete'],
  monitor: ['stop', 'uninstall', 'delete'],
  stop: ['start', 'monitor'],
  uninstall: ['install', 'start', 'monitor'],
  delete: ['install', 'start', 'monitor'],
}

/** Which actions are to do again once this one was done. */
const UNDOES: Readonly<Record<string, readonly string[]>> = {
  stop: ['start', 'monitor'],
  uninstall: ['install', 'start', 'monitor'],
}

/** Which actions undo this one, also when it failed half-way: `install` starts what has no `start`. */
function undoneBy(service: Service, action: string): readonly string[] {
  if (action === 'start') return TEARDOWN
  if (action !== 'install') return []
  return statusOf(service, 'start') === undefined ? TEARDOWN : ['uninstall', 'delete']
}

/** The state of a new service: there is nothing yet that could be taken down. */
export function newActions(names: Iterable<string>): ActionState[] {
  return [...names].map((name) => blank(name, TEARDOWN.includes(name) ? 'ok' : 'new'))
}

function blank(name: string, status: ActionStatus): ActionState {
  const nothing = { code: '', reasonJson: '', argsJson: '', run: '' }
  return { name, status, ...nothing, job: 0, lastRun: 0, period: 0, due: 0 }
}

export function statusOf(service: Service, action: string): ActionStatus | undefined {
  return service.actions.find(({ name }) => name === action)?.status
}

/** AYS_ACTION_UNKNOWN. */
export function stateOf(service: Service, action: string): ActionState {
  const state = service.actions.find(({ name }) => name === action)
  if (state) return state
  const known = service.actions.map(({ name }) => name)
  throw unknownAction(formatAddress(service), action, known)
}

export function isPending({ status }: ActionState): boolean {
  return PENDING.has(status)
}

/** Actions that are not at rest: what a run would take up. */
export function pendingActions(service: Service): string[] {
  return service.actions.filter(isPending).map(({ name }) => name)
}

/** It is there: `install`, or `start` where there is no install, was done. */
export function isInstalled(service: Service): boolean {
  const status = statusOf(service, 'install') ?? statusOf(service, 'start')
  return status === 'ok' || status === 'changed'
}

/** The service with these fields of one action set; the same object when it has no such action. */
export function withAction(
  service: Service,
  action: string,
  change: Partial<ActionState>,
): Service {
  const at = service.actions.findIndex(({ name }) => name === action)
  const state = service.actions[at]
  if (state === undefined) return service
  return { ...service, actions: service.actions.with(at, changed(state, change)) }
}

/** Member by member: spreading both would take longer than all else that a job does to its service. */
function changed(state: ActionState, change: Partial<ActionState>): ActionState {
  return {
    name: state.name,
    status: change.status ?? state.status,
    code: change.code ?? state.code,
    reasonJson: change.reasonJson ?? state.reasonJson,
    argsJson: change.argsJson ?? state.argsJson,
    run: change.run ?? state.run,
    job: change.job ?? state.job,
    lastRun: change.lastRun ?? state.lastRun,
    period: change.period ?? state.period,
    due: change.due ?? state.due,
  }
}

/** As {@link withAction}, for an action that its template does not export: `delete`. */
function withNewAction(service: Service, action: string): Service {
  if (service.actions.some(({ name }) => name === action)) return service
  return { ...service, actions: [...service.actions, blank(action, 'new')] }
}

/**
 * The action becomes `scheduled`, and the schedules of its inverse are taken back.
 * AYS_ACTION_DISABLED when it is disabled.
 */
export function schedule(
  service: Service,
  action: string,
  reason: Reason,
  args?: Readonly<Record<string, Json>>,
): Service {
  if (statusOf(service, action) === 'disabled') {
    const address = formatAddress(service)
    throw new AysError('AYS_ACTION_DISABLED', `${action} of ${address} is disabled`, {
      hint: `Enable it with: ays service set-state ${address} ${action} new`,
    })
  }
  const open = withNewAction(service, action)
  const scheduled = withAction(open, action, {
    status: 'scheduled',
    reasonJson: formatJson(reason),
    argsJson: formatJson(args),
  })
  return takeBack(scheduled, INVERSE[action] ?? [])
}

/** What was done becomes `changed`; what is pending runs anyway, and what never ran stays new. */
export function markChanged(service: Service, action: string, reason: Reason): Service {
  return mark(service, action, reason, ['ok'])
}

/** As {@link markChanged}, for an action that answers a change: it may never have run before. */
export function markAnswer(service: Service, action: string, reason: Reason): Service {
  return mark(service, action, reason, ['ok', 'new'])
}

function mark(
  service: Service,
  action: string,
  reason: Reason,
  from: readonly ActionStatus[],
): Service {
  const state = service.actions.find(({ name }) => name === action)
  if (state && from.includes(state.status)) {
    return withAction(service, action, { status: 'changed', reasonJson: formatJson(reason) })
  }
  if (state?.status !== 'changed') return service
  const known = parseJson<Reason | undefined>(state.reasonJson, undefined)
  if (known?.kind !== 'fields' || reason.kind !== 'fields') return service
  // What differs is told from the first change on that no run has taken up.
  const fields = [...new Set([...known.fields, ...reason.fields])]
  return withAction(service, action, { reasonJson: formatJson({ ...known, fields }) })
}

function takeBack(service: Service, actions: readonly string[]): Service {
  return actions.reduce((current, action) => {
    const state = current.actions.find(({ name }) => name === action)
    if (!state || !isPending(state)) return current
    return withAction(current, action, { status: 'new', reasonJson: '', argsJson: '' })
  }, service)
}

/** What a finished job leaves behind. */
export interface Finish {
  readonly status: 'ok' | 'error' | 'changed'
  /** Absent for `ok`. */
  readonly reason?: Reason
  readonly code: string
  readonly run: string
  readonly job: number
  readonly at: number
}

/**
 * The action comes to rest, and what it undoes becomes `new`. A failed `install` or `start` can be
 * undone too: its effects are unknown. Actions in `keep` have a job of their own to come.
 */
export function finish(
  service: Service,
  action: string,
  { status, reason, code, run, job, at }: Finish,
  keep: ReadonlySet<string> = new Set(),
): Service {
  const rest = { status, reasonJson: formatJson(reason), code, run, job, lastRun: at }
  // What is to do again is to do with the same args.
  const finished = withAction(service, action, status === 'ok' ? { ...rest, argsJson: '' } : rest)
  const reset = [
    ...undoneBy(service, action),
    ...(status === 'error' ? [] : (UNDOES[action] ?? [])),
  ]
  return reset.reduce((current, name) => {
    const before = statusOf(current, name)
    if (before === undefined || before === 'disabled' || keep.has(name)) return current
    return withAction(current, name, { status: 'new', reasonJson: '' })
  }, finished)
}
