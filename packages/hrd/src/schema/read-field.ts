import type { DefaultValue, FieldRules, TypeModel } from '@ays/core'
import type { Place, Report } from '../report.ts'
import { FIELD_TYPES, type FieldType, typeOf } from './field-types.ts'
import { readDefault, readNumber, splitList } from './read-default.ts'
import { type FieldLinks, readLinks } from './read-links.ts'
import type { Tags, TagValue } from './read-tags.ts'

/** One field as its line declares it. */
export interface Field {
  /** The key as it is written. */
  readonly key: string
  readonly name: string
  readonly at: Place
  readonly type: TypeModel
  readonly default: DefaultValue
  readonly doc?: string
  readonly rules?: FieldRules
  /** Earlier keys of this field. */
  readonly aliases: readonly string[]
  readonly links: FieldLinks
}

/** Gives the tags of a field their meaning; undefined when its type is not known. */
export function readField(
  key: string,
  name: string,
  at: Place,
  tags: Tags,
  report: Report,
): Field | undefined {
  const found = readType(tags, at, report)
  if (found === undefined) return undefined
  const rules = { ...found.rules, ...readRules(tags, found.type, report) }
  const value = readInitial(tags, found, report)
  if (tags.values.has('default')) checkDefault(value, rules, tags, report)
  const doc = tags.values.get('descr')?.text.replaceAll('__', ' ')
  reportIdleFlags(tags, report)
  return {
    key,
    name,
    at,
    type: found.type,
    default: value,
    ...(doc && { doc }),
    ...(Object.keys(rules).length > 0 && { rules }),
    aliases: splitList(tags.values.get('alias')?.text ?? ''),
    links: readLinks(tags, name, report),
  }
}

/** `minval:` and `maxval:` make a number of a text, as in 8.1. */
function readType(tags: Tags, at: Place, report: Report): FieldType | undefined {
  const tag = tags.values.get('type')
  const name = tag?.text.trim().toLowerCase() ?? 'str'
  const bounded = tags.values.has('minval') || tags.values.has('maxval')
  const textual = name === 'str' || name === 'string'
  const found = typeOf(textual && bounded ? 'int' : name, tags.flags.has('list'))
  if (found === undefined) {
    const known = [...FIELD_TYPES.keys()].join(', ')
    report.error(tag ?? at, `"${name}" is not a type`, `Types are ${known}.`)
  }
  return found
}

function readRules(tags: Tags, type: TypeModel, report: Report): FieldRules {
  const regex = tags.values.get('regex')
  const min = readBound(tags.values.get('minval'), type, report)
  const max = readBound(tags.values.get('maxval'), type, report)
  const choices = readChoices(tags, type, report)
  if (regex && !isText(type)) {
    report.error(regex, 'only a text can have a regex', 'Remove it, or use minval and maxval.')
  }
  return {
    ...(regex && { regex: regex.raw }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(choices && { choices }),
    ...(tags.flags.has('@ask') && { ask: true }),
  }
}

function readBound(tag: TagValue | undefined, type: TypeModel, report: Report): number | undefined {
  if (tag === undefined) return undefined
  const kind = elementKind(type)
  if (kind !== 'int64' && kind !== 'float32') {
    report.error(
      tag,
      'only a number has a smallest and a largest value',
      'Remove minval and maxval.',
    )
    return undefined
  }
  const bound = readNumber(tag.text)
  if (bound === undefined) report.error(tag, `"${tag.text}" is not a number`, 'Write a number.')
  return bound
}

function readChoices(tags: Tags, type: TypeModel, report: Report): readonly string[] | undefined {
  const tag =
    tags.values.get('singlechoice') ??
    tags.values.get('multichoice') ??
    tags.values.get('dropdownvals')
  if (tag === undefined) return undefined
  const choices = splitList(tag.text).filter((choice) => choice !== '')
  if (choices.length === 0 || !isText(type)) {
    report.error(tag, 'choices are a list of texts', "Write singlechoice:'red, blue' on a str.")
    return undefined
  }
  if (tags.values.has('multichoice') && type.kind !== 'list') {
    const detail = 'AYS 8.1 stored one text too. Add "list" to store several.'
    report.ignored(tag, 'a field that is not a list holds one of the choices', detail)
  }
  return choices
}

function readInitial(tags: Tags, { type, initial }: FieldType, report: Report): DefaultValue {
  const tag = tags.values.get('default')
  if (tag === undefined) return initial ?? zeroOf(type)
  const parsed = readDefault(tag.text, type)
  if ('value' in parsed) return parsed.value
  report.error(
    tag,
    `the default ${parsed.problem}`,
    'AYS 8.1 refused the file. Correct the default.',
  )
  return zeroOf(type)
}

/** 8.1 checked no value, its own defaults included. */
function checkDefault(value: DefaultValue, rules: FieldRules, tags: Tags, report: Report): void {
  const tag = tags.values.get('default')
  const values = Array.isArray(value) ? value : [value]
  const wrong = values.find((one) => !fits(one, rules))
  if (tag === undefined || wrong === undefined) return
  const detail = 'AYS 8.1 did not look. It stays the default, but a blueprint cannot give it.'
  report.ignored(
    tag,
    `the default ${JSON.stringify(wrong)} is not among the values allowed`,
    detail,
  )
}

function fits(value: DefaultValue, { min, max, choices }: FieldRules): boolean {
  if (typeof value === 'number') return value >= (min ?? value) && value <= (max ?? value)
  return typeof value !== 'string' || value === '' || (choices?.includes(value) ?? true)
}

function reportIdleFlags({ values, flags }: Tags, report: Report): void {
  const linked = values.has('parent') || values.has('consume')
  const idle = [
    ['id', true, 'A service is named by its blueprint.'],
    ['auto', !linked, 'It belongs to parent: or consume:.'],
    ['parentauto', !values.has('parent'), 'It belongs to parent:.'],
    ['optional', !values.has('parent'), 'It belongs to parent:. Every other field is optional.'],
  ] as const
  for (const [flag, useless, detail] of idle) {
    const at = flags.get(flag)
    if (at && useless) report.ignored(at, `"${flag}" has no effect here, as in AYS 8.1`, detail)
  }
  const at = flags.get('parentauto')
  if (at && values.has('parent')) {
    report.ignored(at, 'AYS 8.1 ignored "parentauto"', 'Here it creates the parent. Write auto.')
  }
}

function isText(type: TypeModel): boolean {
  return elementKind(type) === 'text'
}

function elementKind(type: TypeModel): TypeModel['kind'] {
  return type.kind === 'list' ? type.element.kind : type.kind
}

/** What a field of the type holds when nothing is written into it. */
export function zeroOf(type: TypeModel): DefaultValue {
  switch (type.kind) {
    case 'bool':
      return false
    case 'int64':
    case 'float32':
      return 0
    case 'list':
      return []
    default:
      return ''
  }
}
