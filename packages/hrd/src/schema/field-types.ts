import type { FieldRules, TypeModel } from '@ays/core'

/** What a `type:` of HRD means. */
export interface FieldType {
  readonly type: TypeModel
  readonly rules?: FieldRules
  /** The default when the line gives none; absent: the zero value. */
  readonly initial?: boolean | string
}

const TEXT: TypeModel = { kind: 'text' }
const INT: TypeModel = { kind: 'int64' }
const TEXTS: TypeModel = { kind: 'list', element: TEXT }

const text = (rules?: FieldRules): FieldType => ({ type: TEXT, ...(rules && { rules }) })
const port: FieldType = { type: INT, rules: { min: 0, max: 65535 } }
const bool: FieldType = { type: { kind: 'bool' }, initial: true }

/**
 * Every type of the documentation of HRD and of its parser. The first six rows are those that AYS 8.1
 * could convert: their Cap'n Proto types and defaults are its own.
 */
export const FIELD_TYPES: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['str', text()],
  ['multiline', text({ format: 'multiline' })],
  ['int', { type: INT }],
  ['integer', { type: INT }],
  ['float', { type: { kind: 'float32' } }],
  ['bool', bool],
  ['string', text()],
  ['boolean', bool],
  ['password', text({ secret: true })],
  ['email', text({ format: 'email' })],
  ['tel', text({ format: 'tel' })],
  ['mobile', text({ format: 'tel' })],
  ['ipaddr', text({ format: 'ipaddr' })],
  ['ipaddress', text({ format: 'ipaddr' })],
  ['iprange', text({ format: 'iprange' })],
  ['port', port],
  ['ipport', port],
  ['tcpport', port],
  ['date', text({ format: 'date' })],
  ['datetime', text({ format: 'datetime' })],
  ['duration', text({ format: 'duration' })],
  ['guid', text({ format: 'guid' })],
  ['url', text({ format: 'url' })],
  ['path', text({ format: 'path' })],
  ['dict', { ...text({ format: 'dict' }), initial: '{}' }],
  ['yaml', { ...text({ format: 'yaml' }), initial: '{}' }],
  ['json', text({ format: 'json' })],
  ['list', { type: TEXTS }],
  ['set', { type: TEXTS }],
  ['dropdown', text()],
  ['choices', text()],
  ['singlechoice', text()],
  ['multichoice', { type: TEXTS }],
])

/** The type of a field, made a list of it where `list` says so. A list of lists is one list. */
export function typeOf(name: string, list: boolean): FieldType | undefined {
  const found = FIELD_TYPES.get(name)
  if (found === undefined || !list || found.type.kind === 'list') return found
  const { initial: _, ...rest } = found
  return { ...rest, type: { kind: 'list', element: found.type } }
}
