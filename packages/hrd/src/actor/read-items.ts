import type { Place, Report } from '../report.ts'
import type { HrdValue } from '../value/entry.ts'
import { show } from '../show.ts'

/** An item of `recurring` in actor.yaml. */
export interface RecurringItem {
  readonly action: string
  /** A duration with its unit. */
  readonly period: string
  readonly log: boolean
}

/** An item of `events` in actor.yaml. */
export interface EventItem {
  readonly channel: string
  readonly command?: string
  readonly actions: readonly string[]
  readonly secrets?: readonly string[]
}

/** A value with the names behind the first one of its key, its place, and where its faults go. */
export interface Source {
  readonly names: readonly string[]
  readonly value: HrdValue
  readonly at: Place
  readonly report: Report
}

const ACTION = /^[A-Za-z_]\w*$/
const DURATION = /^\d+(\.\d+)?(ms|s|m|h|d|w)?$/

/** `recurring.<action>`: a period, or a dictionary of `period` and `log`. Undefined with an error. */
export function readRecurring(source: Source): RecurringItem | undefined {
  const action = source.names.join('.')
  const { period = '', log = 'true', ...others } = namedParts(source.value, 'period')
  reportOthers(others, source)
  const text = period.replace(/^"(.*)"$/, '$1')
  if (!DURATION.test(text)) {
    const detail = 'Write a number and a unit: period: 30s, 5m, 2h or 1d.'
    source.report.error(source.at, `${show(period)} is not a period`, detail, 'AYS_ACTOR_INVALID')
    return undefined
  }
  if (!areActions([action], source)) return undefined
  return { action, period: /\d$/.test(text) ? `${text}s` : text, log: readFlag(log, source) }
}

/**
 * `event.<channel>.<action>`: nothing, or a dictionary of `command` and `secrets`; `event.<channel>`: a
 * list of actions. Undefined with an error.
 */
export function readEvent(source: Source): EventItem | undefined {
  const [channel = '', ...names] = source.names
  const detail = 'Here every event of the channel, or of its command, starts the action.'
  source.report.ignored(source.at, 'AYS 8.1 read no events', detail)
  const inKey = names.length > 0
  const actions = inKey ? [names.join('.')] : actionsIn(source.value)
  const { command, secrets, log: _, ...others } = inKey ? namedParts(source.value, 'log') : {}
  reportOthers(others, source)
  if (!areActions(actions, source)) return undefined
  return {
    channel,
    ...(command !== undefined && { command }),
    actions,
    ...(secrets !== undefined && { secrets: secrets.split(/[\s,]+/) }),
  }
}

/** A dictionary; a text is its part `main`; a list of `name = value` is a dictionary too. */
function namedParts(value: HrdValue, main: string): Partial<Record<string, string>> {
  if (typeof value === 'string') return value === '' ? {} : { [main]: value }
  if (!isList(value)) return value
  return Object.fromEntries(
    value.map((item) => {
      const equals = item.indexOf('=')
      return [item.slice(0, Math.max(0, equals)).trim(), item.slice(equals + 1).trim()]
    }),
  )
}

function actionsIn(value: HrdValue): readonly string[] {
  if (typeof value === 'string') return [value]
  return isList(value) ? value : []
}

function isList(value: HrdValue): value is readonly string[] {
  return Array.isArray(value)
}

function areActions(names: readonly string[], { at, report }: Source): boolean {
  const wrong = names.length === 0 ? '' : names.find((name) => !ACTION.test(name))
  if (wrong === undefined) return true
  const detail = 'An action has letters, digits and "_", and does not start with a digit.'
  report.error(at, `${show(wrong)} is not the name of an action`, detail, 'AYS_ACTOR_INVALID')
  return false
}

function reportOthers(others: object, { at, report }: Source): void {
  for (const name of Object.keys(others)) {
    report.ignored(at, `${show(name)} has no meaning here`, 'AYS 8.1 ignored it too.')
  }
}

function readFlag(text: string, { at, report }: Source): boolean {
  const flag = text.toLowerCase()
  if (['0', '1', 'false', 'true'].includes(flag)) return flag === '1' || flag === 'true'
  const detail = 'Write log: True or log: False.'
  report.error(at, `${show(text)} is neither true nor false`, detail, 'AYS_ACTOR_INVALID')
  return true
}
