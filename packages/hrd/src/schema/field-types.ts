import type { FieldFormat, FieldRules } from '@ays/core'
import type { HrdType, ScalarKind } from './hrd-type.ts'

/** What a `type:` of HRD means. */
export interface FieldType extends HrdType {
  readonly rules?: FieldRules
  /** The default when the line gives none; absent: the zero value. */
  readonly initial?: boolean | string
}

const scalar = (kind: ScalarKind): FieldType => ({ scalar: kind, list: false })
const format = (name: FieldFormat): FieldType => ({ ...scalar('text'), rules: { format: name } })
const bool: FieldType = { ...scalar('bool'), initial: true }
const port: FieldType = { ...scalar('int64'), rules: { format: 'port' } }
const texts: FieldType = { scalar: 'text', list: true }

/**
 * Every type that the documentation of HRD or its parser knows. Those up to `bool` are the ones that
 * AYS 8.1 could convert: Cap'n Proto type and default are its own.
 */
export const FIELD_TYPES: ReadonlyMap<string, FieldType> = new Map([
  ['str', scalar('text')],
  ['string', scalar('text')],
  ['multiline', format('multiline')],
  ['int', scalar('int64')],
  ['integer', scalar('int64')],
  ['float', scalar('float32')],
  ['bool', bool],
  ['boolean', bool],
  ['password', { ...scalar('text'), rules: { secret: true } }],
  ['email', format('email')],
  ['tel', format('tel')],
  ['mobile', format('tel')],
  ['ipaddr', format('ipaddr')],
  ['ipaddress', format('ipaddr')],
  ['iprange', format('iprange')],
  ['port', port],
  ['ipport', port],
  ['tcpport', port],
  ['date', format('date')],
  ['datetime', format('datetime')],
  ['duration', format('duration')],
  ['guid', format('guid')],
  ['url', format('url')],
  ['path', format('path')],
  ['dict', { ...format('dict'), initial: '{}' }],
  ['yaml', { ...format('yaml'), initial: '{}' }],
  ['json', format('json')],
  ['list', texts],
  ['set', texts],
  ['dropdown', scalar('text')],
  ['choices', scalar('text')],
  ['singlechoice', scalar('text')],
  ['multichoice', texts],
])

/** The type of a field, made a list where the flag `list` says so; a list of lists is one list. */
export function fieldType(name: string, list: boolean): FieldType | undefined {
  const found = FIELD_TYPES.get(name)
  if (found === undefined || !list || found.list) return found
  const { initial: _, ...rest } = found
  return { ...rest, list: true }
}
