import assert from 'node:assert/strict'
import type { ErrorData } from '../../errors/ays-error.ts'
import type { ErrorCode } from '../../errors/codes.ts'
import type { Json } from '../../executor/action.ts'
import type {
  ActionCall,
  ActionEvent,
  ActionOutcome,
  CallService,
  ExecuteOptions,
  Isolation,
} from '../../executor/executor.ts'
import type { RecordData } from '../../schema/codec.ts'
import { type ExecutorSubject, MODEL, SCHEMA } from './subject.ts'

export type OkOutcome = ActionOutcome & { readonly status: 'ok' }

/** One execution as the caller saw it. */
export interface Execution {
  readonly outcome: ActionOutcome
  readonly events: readonly ActionEvent[]
}

let calls = 0

/** A service of the contract with this data. */
export function serviceOf(
  { codec }: ExecutorSubject,
  data: RecordData = {},
  address: { readonly role: string; readonly name: string } = { role: 'site', name: 'web' },
): CallService {
  const { role, name } = address
  const bytes = codec.compile(MODEL).encode(data)
  return { role, name, uid: `${role}-${name}`, template: role, schema: SCHEMA, data: bytes }
}

/** A call of `export default <action>`, or of a whole module. */
export function callOf(
  subject: ExecutorSubject,
  action: string,
  changes: Partial<ActionCall> = {},
): ActionCall {
  const code = action.includes('export ') ? action : `export default ${action}`
  return {
    id: `call-${calls++}`,
    code: subject.sources.add(code),
    action: 'install',
    service: serviceOf(subject),
    producers: [],
    args: {},
    attempt: 1,
    idempotencyKey: 'key',
    timeout: 30_000,
    planning: false,
    ...changes,
  }
}

/** Runs an action to its end. */
export async function execute(
  subject: ExecutorSubject,
  action: string,
  changes: Partial<ActionCall> = {},
  options: ExecuteOptions = {},
): Promise<Execution> {
  const events: ActionEvent[] = []
  const on = (event: ActionEvent) => {
    events.push(event)
    options.on?.(event)
  }
  const call = callOf(subject, action, changes)
  const outcome = await subject.executor.execute(call, { ...options, on })
  return { outcome, events }
}

/** The outcome, which must be ok. */
export function ok({ outcome }: Execution): OkOutcome {
  if (outcome.status === 'ok') return outcome
  return assert.fail(`${outcome.error.code}: ${JSON.stringify(outcome.error, null, 2)}`)
}

/** The error, which must have this code. */
export function failure({ outcome }: Execution, code: ErrorCode): ErrorData {
  if (outcome.status === 'ok') return assert.fail(`ok, where ${code} was to come`)
  assert.equal(outcome.error.code, code, JSON.stringify(outcome.error, null, 2))
  return outcome.error
}

/** What an action logged as the facts of a line `said`: how it answers a case. */
export function said({ events }: Execution): Json | undefined {
  const line = events.find((event) => event.type === 'log' && event.text === 'said')
  return line?.type === 'log' ? line.fields?.['it'] : undefined
}

/** The text of every line, in order. */
export function lines({ events }: Execution): string[] {
  return events.flatMap((event) => (event.type === 'log' ? event.text.split('\n') : []))
}

/** Still served after whatever happened. */
export async function assertServes(subject: ExecutorSubject): Promise<void> {
  const execution = await execute(subject, `({ log }) => log.info('said', { it: 'here' })`)
  ok(execution)
  assert.equal(said(execution), 'here')
}

/** The next call finds a worker that is up: a deadline of milliseconds would pass before a cold one is. */
export async function warm(subject: ExecutorSubject): Promise<void> {
  ok(await execute(subject, '() => {}'))
}

const ISOLATIONS: readonly Isolation[] = ['none', 'thread', 'process']

/** Skips a case that needs more isolation than the subject has. */
export function needs(isolation: Isolation) {
  return ({ executor }: ExecutorSubject): string | undefined =>
    ISOLATIONS.indexOf(executor.isolation) < ISOLATIONS.indexOf(isolation)
      ? `isolation is ${executor.isolation}`
      : undefined
}

/** Resolves when the condition holds; the runner's own limit ends the waiting. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** An execution that can be cancelled, and when its action has said something: fails when it ends without. */
export function cancellable(subject: ExecutorSubject, action: string) {
  const stop = new AbortController()
  const end = new AbortController()
  const reason = new Error('the case cancels')
  const cancel = () => stop.abort(reason)
  let heard = false
  const on = ({ type }: ActionEvent) => {
    heard ||= type === 'log'
  }
  const execution = execute(subject, action, {}, { signal: stop.signal, kill: end.signal, on })
  let ended = false
  const note = () => {
    ended = true
  }
  void execution.then(note, note)
  const start = async () => {
    await until(() => heard || ended)
    if (!heard) assert.fail(`ended before it said a word: ${JSON.stringify(await execution)}`)
  }
  const started = start()
  // Not every case waits for it.
  started.catch(() => undefined)
  return {
    execution,
    started,
    cancel,
    kill: () => {
      cancel()
      end.abort(reason)
    },
  }
}

/** An execution that is cancelled as soon as its action has said something. */
export async function cancelled(subject: ExecutorSubject, action: string): Promise<Execution> {
  const { execution, started, cancel } = cancellable(subject, action)
  await started
  cancel()
  return execution
}
