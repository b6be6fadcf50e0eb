import { AysError, isAysError } from '../errors/ays-error.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Schema } from '../schema/codec.ts'
import { flatten } from '../schema/members.ts'
import type { Action } from './action.ts'
import { type ActionDraft, type ActionHost, createActionDraft } from './action-context.ts'
import type { ActionCall, ActionOutcome } from './executor.ts'
import { describeCall, errorOutcome, unloadableError } from './job-errors.ts'

type Changes = Readonly<Record<string, unknown>>

/**
 * Runs an action in this thread and turns whatever it does into an outcome; never rejects.
 * Once the deadline has passed the outcome is AYS_JOB_TIMEOUT, also when the action returned.
 */
export async function runAction(
  action: Action,
  call: ActionCall,
  host: ActionHost,
): Promise<ActionOutcome> {
  const draft = createActionDraft(call, host)
  let returned: unknown
  try {
    returned = await action(draft.context)
  } catch (error) {
    return thrown(error, call, host)
  } finally {
    draft.close()
  }
  const { reason } = host.signal
  if (isAysError(reason, 'AYS_JOB_TIMEOUT')) return errorOutcome(reason)
  return finish(returned, call, host, draft)
}

/** The action of a loaded bundle; AYS_JOB_UNLOADABLE when its default export is not a function. */
export function actionOf(module: unknown): Action {
  if (typeof module === 'object' && module !== null && 'default' in module) {
    if (isAction(module.default)) return module.default
  }
  throw new AysError('AYS_JOB_UNLOADABLE', 'the code has no default export that is a function')
}

function isAction(value: unknown): value is Action {
  return typeof value === 'function'
}

function thrown(error: unknown, call: ActionCall, host: ActionHost): ActionOutcome {
  const { reason } = host.signal
  if (isAysError(reason)) {
    const cause = error === reason ? reason.cause : error
    return errorOutcome(new AysError(reason.code, reason.message, { cause }))
  }
  const text = error instanceof Error ? error.message : String(error)
  return errorOutcome(
    new AysError('AYS_JOB_FAILED', `${describeCall(call)} failed: ${text}`, {
      cause: error,
      details: { ...host.place?.(error), ...(isFinal(error) && { retryable: false }) },
    }),
  )
}

/** Its author says that trying again is of no use. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && 'retryable' in error && error.retryable === false
}

function finish(
  returned: unknown,
  call: ActionCall,
  host: ActionHost,
  { ensured, emitted }: ActionDraft,
): ActionOutcome {
  try {
    const changes = toChanges(call, returned)
    const fields = Object.keys(changes)
    if (fields.length === 0) return { status: 'ok', fields, ensured, emitted }
    const schema = schemaOf(call, host)
    assertOwned(call, schema, fields)
    assertFits(call, schema, changes)
    const data = schema.patch(call.service.data, changes)
    return { status: 'ok', data, fields, ensured, emitted }
  } catch (cause) {
    if (isAysError(cause) && VERDICTS.has(cause.code)) return errorOutcome(cause)
    const text = `${describeCall(call)} returned what cannot be read`
    return errorOutcome(new AysError('AYS_DATA_INVALID', text, { cause }))
  }
}

const VERDICTS: ReadonlySet<string> = new Set([
  'AYS_DATA_INVALID',
  'AYS_FIELD_OWNED',
  'AYS_JOB_UNLOADABLE',
] satisfies ErrorCode[])

function schemaOf(call: ActionCall, host: ActionHost): Schema {
  try {
    return host.schema(call.service.schema)
  } catch (cause) {
    throw unloadableError(call, cause)
  }
}

function toChanges(call: ActionCall, returned: unknown): Changes {
  if (returned === undefined || returned === null) return {}
  if (!isPlain(returned)) {
    const kind = Object.prototype.toString.call(returned).slice('[object '.length, -1)
    throw new AysError('AYS_DATA_INVALID', `${describeCall(call)} returned a ${kind}`, {
      hint: 'Return an object of the fields that the action sets, or nothing.',
    })
  }
  return Object.fromEntries(Object.entries(returned).filter(([, value]) => value !== undefined))
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function assertOwned(call: ActionCall, schema: Schema, fields: readonly string[]): void {
  const { structs, root } = schema.model
  const members = flatten(structs.find(({ name }) => name === root)?.members ?? [])
  const known = new Set(members.map(({ name }) => name))
  const unknown = fields.filter((field) => !known.has(field))
  if (unknown.length === 0) return
  const names = unknown.map((name) => `"${name}"`).join(', ')
  const text = `${describeCall(call)} returned ${names}, which the schema of ${call.service.template} does not have`
  throw new AysError('AYS_FIELD_OWNED', text, {
    details: { fields: unknown },
    hint: 'Return only fields of the schema, or add the field to it.',
  })
}

function assertFits(call: ActionCall, schema: Schema, changes: Changes): void {
  const faults = schema.check(changes)
  const [first] = faults
  if (first === undefined) return
  const more = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`
  const text = `${describeCall(call)} returned data that does not fit: ${first.path}: ${first.message}${more}`
  throw new AysError('AYS_DATA_INVALID', text, { details: { faults } })
}
