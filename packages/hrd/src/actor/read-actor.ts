import { type ActorReading, describeError, sortDiagnostics } from '@ays/core'
import { type Place, Report } from '../report.ts'
import type { HrdValue } from '../value/entry.ts'
import { parseEntries } from '../value/parse-entries.ts'
import { ValueHrd } from '../value/value-hrd.ts'
import { show } from '../show.ts'
import { type EventItem, readEvent, readRecurring, type RecurringItem } from './read-items.ts'

const FLISTS = 'AYS 8.1 wrote flists beside the actor. Mount them in an action of the template.'

/** Reads an actor.hrd in the words of actor.yaml: `recurring` and `events`. Never throws for bad text. */
export function readActor(text: string, file: string): ActorReading {
  const report = new Report(file)
  const { entries, places } = parseEntries(text, report)
  const values = ValueHrd.of(entries)
  const recurring: (RecurringItem | undefined)[] = []
  const events: (EventItem | undefined)[] = []
  for (const [key, at] of places) {
    const value = getValue(values, key, at, report)
    if (value === undefined) continue
    const [kind, ...names] = key.split('.')
    const source = { names, value, at, report }
    if (kind === 'recurring') recurring.push(readRecurring(source))
    else if (kind === 'event' || kind === 'events') events.push(readEvent(source))
    else report.ignored(at, `${show(key)} has no effect`, kind === 'flists' ? FLISTS : 'Remove it.')
  }
  const actor = { ...present('recurring', recurring), ...present('events', events) }
  return { actor, diagnostics: sortDiagnostics(report.diagnostics) }
}

/** Without the items that had an error. */
function present<T>(name: string, items: readonly (T | undefined)[]): Record<string, T[]> {
  const found = items.filter((item) => item !== undefined)
  return found.length > 0 ? { [name]: found } : {}
}

/** Its references can be what no value may be. */
function getValue(values: ValueHrd, key: string, at: Place, report: Report): HrdValue | undefined {
  try {
    return values.get(key)
  } catch (error) {
    report.error(at, describeError(error).message, 'Write the value without the reference.')
    return undefined
  }
}
