import type { DefaultValue, LockedField, SchemaLock } from '@ays/core'
import type { Report } from '../report.ts'
import { isFieldName } from './field-name.ts'
import { type HrdType, parseType } from './hrd-type.ts'

/** An entry of schema.lock.json that was checked. */
export interface LockEntry {
  readonly ordinal: number
  readonly name: string
  readonly type: HrdType
  readonly default?: DefaultValue
  readonly dead: boolean
}

/** A Cap'n Proto id has its first bit set. */
const ID = /^0x[89a-f][0-9a-f]{15}$/

/** The entries by ordinal; what cannot be a lock of an HRD schema is reported. */
export function readLock(lock: SchemaLock | undefined, report: Report): LockEntry[] {
  const sorted = (lock?.fields ?? []).toSorted((a, b) => a.ordinal - b.ordinal)
  const entries = sorted.flatMap((field, index) => readEntry(field, index) ?? [])
  const sound = entries.length === sorted.length && (lock === undefined || ID.test(lock.id))
  if (!sound) {
    report.error(
      undefined,
      'schema.lock.json does not fit schema.hrd',
      RESTORE,
      'AYS_SCHEMA_INVALID',
    )
  }
  return entries
}

const RESTORE =
  'It has a 64-bit id with the first bit set, ordinals that count from 0 without gaps, and types that HRD makes. Restore the file from version control: it says where the fields of stored records are.'

function readEntry(field: LockedField, index: number): LockEntry | undefined {
  const { ordinal, name, type: typeName, default: initial, dead = false } = field
  const type = parseType(typeName)
  if (type === undefined || ordinal !== index || !isFieldName(name)) return undefined
  if (initial === undefined) return { ordinal, name, type, dead }
  return isDefault(initial, type) ? { ordinal, name, type, default: initial, dead } : undefined
}

const HOLDS: Readonly<Record<HrdType['scalar'], readonly string[]>> = {
  text: ['string'],
  int64: ['number', 'string'],
  float32: ['number', 'string'],
  bool: ['boolean'],
}

function isDefault(value: unknown, { scalar, list }: HrdType): value is DefaultValue {
  if (!list) return HOLDS[scalar].includes(typeof value)
  return Array.isArray(value) && value.every((one) => HOLDS[scalar].includes(typeof one))
}
