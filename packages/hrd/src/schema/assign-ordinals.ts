import type { DefaultValue } from '@ays/core'
import type { Report } from '../report.ts'
import { show } from '../show.ts'
import { formatType } from './hrd-type.ts'
import type { Field } from './read-field.ts'
import type { LockEntry } from './read-lock.ts'

/** A field of the schema as it will be stored, with the line that declares it unless it is dead. */
export interface Slot extends LockEntry {
  readonly field?: Field
}

/**
 * Gives every field its ordinal for ever; the slots are in the order of the ordinals. A field keeps
 * the ordinal that it had under its name or an alias as long as its type is the same. What is gone or
 * has another type is dead and keeps its place, new fields follow. A default never changes: it is part
 * of every record that was written.
 */
export function assignOrdinals(
  fields: readonly Field[],
  locked: readonly LockEntry[],
  report: Report,
): Slot[] {
  const holders = findHolders(fields, locked)
  const kept = locked.map((entry): Slot => {
    const field = holders.get(entry)
    if (field === undefined) return bury(entry)
    reportDefault(entry, field, report)
    return { ...entry, name: field.name, field }
  })
  const held = new Set(holders.values())
  const added = fields.filter((field) => !held.has(field))
  const slots = [...kept, ...added.map((field, index) => newSlot(field, locked.length + index))]
  reportTaken(slots, report)
  return slots
}

/** Which field holds which entry: by its own name first, then by an alias. */
function findHolders(
  fields: readonly Field[],
  locked: readonly LockEntry[],
): Map<LockEntry, Field> {
  const free = new Map(locked.filter(({ dead }) => !dead).map((entry) => [entry.name, entry]))
  const holders = new Map<LockEntry, Field>()
  const take = (field: Field, name: string): boolean => {
    const entry = free.get(name)
    if (entry === undefined) return false
    free.delete(name)
    if (formatType(entry.type) !== formatType(field.type)) return false
    holders.set(entry, field)
    return true
  }
  const renamed = fields.filter((field) => !take(field, field.name))
  for (const field of renamed) field.aliases.some((alias) => take(field, alias))
  return holders
}

function bury(entry: LockEntry): LockEntry {
  if (entry.dead) return entry
  const name = entry.name.charAt(0).toUpperCase() + entry.name.slice(1)
  return { ...entry, name: `obsolete${entry.ordinal}${name}`, dead: true }
}

function newSlot(field: Field, ordinal: number): Slot {
  const initial = nonZero(field.default)
  const { name, type } = field
  return {
    ordinal,
    name,
    type,
    ...(initial !== undefined && { default: initial }),
    dead: false,
    field,
  }
}

function reportDefault(entry: LockEntry, { key, at, default: value }: Field, report: Report): void {
  const before = JSON.stringify(entry.default)
  if (JSON.stringify(nonZero(value)) === before) return
  const detail = `It stays ${before ?? 'empty'}, as schema.lock.json says: records that leave the field out were written so. For another default add a field of another name.`
  report.ignored(at, `the default of ${show(key)} cannot change any more`, detail)
}

/** Only a key such as `obsolete3Disk` can meet the name of a dead field. */
function reportTaken(slots: readonly Slot[], report: Report): void {
  const dead = new Set(slots.filter((slot) => slot.dead).map(({ name }) => name))
  for (const { name, field } of slots) {
    if (field === undefined || !dead.has(name)) continue
    const detail = 'A field that was dropped has this name in schema.lock.json. Choose another one.'
    report.error(field.at, `${show(field.key)} cannot be used again`, detail, 'AYS_NAME_INVALID')
  }
}

/** The default as a schema stores it: absent when it is the zero value. */
function nonZero(value: DefaultValue): DefaultValue | undefined {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined
  return value === 0 || value === '' || value === false ? undefined : value
}
