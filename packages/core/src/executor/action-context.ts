import { AysError } from '../errors/ays-error.ts'
import { isName } from '../address/address.ts'
import type { Logger, LogLevel } from '../log/logger.ts'
import type { Schema } from '../schema/codec.ts'
import type { ActionContext, ActionService, Json } from './action.ts'
import type { ActionCall, ActionEvent, CallService, Emitted, Ensured } from './executor.ts'

/** What the place where an action runs gives it. */
export interface ActionHost {
  /** A compiled schema by its hash; asked only when data is read or returned. */
  schema(hash: string): Schema
  on(event: ActionEvent): void
  readonly exec: ActionContext['exec']
  /** Aborted with the AysError that the outcome shall carry. */
  readonly signal: AbortSignal
  /** Where an author's error was thrown, as facts for the details of the outcome. */
  place?(error: unknown): Readonly<Record<string, Json>>
}

/** The argument of one execution, and what the action declared through it. */
export interface ActionDraft {
  readonly context: ActionContext
  readonly ensured: readonly Ensured[]
  readonly emitted: readonly Emitted[]
  /** After this, log and progress are not heard, ensure and emit fail with AYS_USAGE. */
  close(): void
}

const PLANNING = 'Run programs in install or start: input and init only complete the plan.'

/** Builds what an action gets of a call. Data is decoded when it is first read. */
export function createActionDraft(call: ActionCall, host: ActionHost): ActionDraft {
  let open = true
  const ensured: Ensured[] = []
  const emitted: Emitted[] = []
  const on = (event: ActionEvent) => {
    if (open) host.on(event)
  }
  const toService = (service: CallService) => actionService(service, host)
  const parent = call.parent && toService(call.parent)
  const context: ActionContext = {
    service: toService(call.service),
    parent,
    producers: producersByRole(parent, call.producers.map(toService)),
    args: frozenCopy(call.args),
    log: createLog(on),
    progress: (fraction, text = '') => on({ type: 'progress', fraction: clamp(fraction), text }),
    exec: call.planning ? refuseExec(PLANNING) : host.exec,
    signal: host.signal,
    attempt: call.attempt,
    idempotencyKey: call.idempotencyKey,
    ensure: (template, name, data = {}) => {
      assertOpen(open)
      assertNames(template, name)
      ensured.push({ template, name, data: structuredClone(data) })
    },
    emit: (event, payload = null) => {
      assertOpen(open)
      emitted.push({ event, payload: toJson(payload) })
    },
  }
  return { context: Object.freeze(context), ensured, emitted, close: () => void (open = false) }
}

function actionService(service: CallService, host: ActionHost): ActionService {
  const { role, name, uid, template } = service
  let data: Readonly<Record<string, unknown>> | undefined
  return Object.freeze({
    role,
    name,
    uid,
    template,
    get data() {
      data ??= deepFreeze(host.schema(service.schema).decode(service.data))
      return data
    },
  })
}

/** A parent is a producer too, whether it is listed or not. */
export function producersByRole(
  parent: ActionService | undefined,
  producers: readonly ActionService[],
): ActionContext['producers'] {
  const roles = new Map<string, ActionService[]>()
  const known = new Set<string>()
  for (const service of parent ? [parent, ...producers] : producers) {
    if (known.has(service.uid)) continue
    known.add(service.uid)
    const services = roles.get(service.role)
    if (services) services.push(service)
    else roles.set(service.role, [service])
  }
  for (const services of roles.values()) Object.freeze(services)
  return Object.freeze(Object.fromEntries(roles))
}

function createLog(on: (event: ActionEvent) => void): Logger {
  const line = (level: LogLevel) => (text: unknown, fields?: Readonly<Record<string, unknown>>) => {
    const event = { type: 'log', at: Date.now(), level, text: String(text), from: 'log' } as const
    on(fields === undefined ? event : { ...event, fields: toFields(fields) })
  }
  return Object.freeze({
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
  })
}

/** A line is never lost for facts that JSON cannot hold. */
function toFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      try {
        return [name, toJson(value)]
      } catch {
        return [name, String(value)]
      }
    }),
  )
}

function toJson(value: unknown): Json {
  const text = JSON.stringify(value)
  return text === undefined ? null : JSON.parse(text)
}

function clamp(fraction: number): number {
  return fraction >= 0 ? Math.min(1, fraction) : 0
}

/** An exec() that always fails with AYS_USAGE. */
export function refuseExec(hint: string): ActionContext['exec'] {
  return () => Promise.reject(new AysError('AYS_USAGE', 'exec is not there', { hint }))
}

function assertOpen(open: boolean): void {
  if (open) return
  throw new AysError('AYS_USAGE', 'the action has already ended', {
    hint: 'Await everything that the action starts before it returns.',
  })
}

function assertNames(template: string, name: string): void {
  const bad = [template, name].find((text) => typeof text !== 'string' || !isName(text))
  if (bad === undefined) return
  throw new AysError('AYS_NAME_INVALID', `ensure: "${bad}" is not a name`, {
    hint: 'Use letters, digits, "-", "_" and ".".',
  })
}

/** Of plain data, at a fraction of what a structured clone costs. */
function frozenCopy<T extends Json>(value: T): T
function frozenCopy(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return Object.freeze(value.map((one) => frozenCopy(one)))
  const members = Object.entries(value).map(([name, one]): [string, Json] => [
    name,
    frozenCopy(one),
  ])
  return Object.freeze(Object.fromEntries(members))
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

/** Freezes a value with all it holds. Byte arrays are left alone: they cannot be frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
