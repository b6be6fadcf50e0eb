import type { DefaultValue, FieldRules } from '@ays/core'
import type { Place, Report } from '../report.ts'
import { show } from '../show.ts'
import { checkFlags } from './check-flags.ts'
import { toFieldName } from './field-name.ts'
import { FIELD_TYPES, type FieldType, fieldType } from './field-types.ts'
import { type HrdType, zeroOf } from './hrd-type.ts'
import { readDefault, splitList } from './read-default.ts'
import { type FieldLinks, readLinks } from './read-links.ts'
import { readRules } from './read-rules.ts'
import type { Tags } from './read-tags.ts'

/** One field as its line declares it. */
export interface Field {
  /** The key as it is written. */
  readonly key: string
  /** Its name in Cap'n Proto. */
  readonly name: string
  readonly at: Place
  readonly type: HrdType
  readonly default: DefaultValue
  readonly doc?: string
  readonly rules?: FieldRules
  /** The names in Cap'n Proto that it had before. */
  readonly aliases: readonly string[]
  readonly links: FieldLinks
  /** What it was made of, with places. */
  readonly tags: Tags
}

/** Gives the tags of a line their meaning; undefined when the type is not known. */
export function readField(
  { key, name, at }: Pick<Field, 'key' | 'name' | 'at'>,
  tags: Tags,
  report: Report,
): Field | undefined {
  const type = readType(tags, at, report)
  if (type === undefined) return undefined
  const initial = readInitial(tags, type, report)
  const big = [initial].flat().some((value) => typeof value === 'string') && type.scalar === 'int64'
  const rules: FieldRules = {
    ...type.rules,
    ...readRules(tags, type, report),
    ...(big && { bigint: true as const }),
  }
  checkDefault(initial, rules, tags, report)
  checkFlags(tags, report)
  const doc = readDoc(tags)
  return {
    key,
    name,
    at,
    type,
    default: initial,
    ...(doc !== '' && { doc }),
    ...(Object.keys(rules).length > 0 && { rules }),
    aliases: readAliases(tags, report),
    links: readLinks(tags, name, report),
    tags,
  }
}

/** `minval:` and `maxval:` make a number of a text, as in 8.1. */
function readType({ values, flags }: Tags, at: Place, report: Report): FieldType | undefined {
  const tag = values.get('type')
  const name = tag?.text.trim().toLowerCase() ?? 'str'
  const bounded = values.has('minval') || values.has('maxval')
  const plain = name === 'str' || name === 'string'
  const found = fieldType(plain && bounded ? 'int' : name, flags.has('list'))
  if (found === undefined) {
    const known = [...FIELD_TYPES.keys()].join(', ')
    report.error(tag ?? at, `${show(name)} is not a type`, `Types are ${known}.`)
  }
  return found
}

function readInitial({ values }: Tags, type: FieldType, report: Report): DefaultValue {
  const tag = values.get('default')
  const fallback = type.initial ?? zeroOf(type)
  if (tag === undefined) return fallback
  const one = tag.bare && (type.scalar === 'int64' || type.scalar === 'float32')
  const parsed = readDefault(one && !type.list ? '1' : tag.text, type)
  if ('value' in parsed) return parsed.value
  report.error(tag, `the default ${parsed.problem}`, 'AYS 8.1 refused the file. Mend the default.')
  return fallback
}

/** 8.1 checked no value against the rules, not even its defaults. */
function checkDefault(value: DefaultValue, rules: FieldRules, tags: Tags, report: Report): void {
  const tag = tags.values.get('default')
  if (tag === undefined || [value].flat().every((one) => fits(one, rules))) return
  const detail = 'AYS 8.1 did not look. It stays the default, but no blueprint can give this value.'
  report.ignored(tag, 'the default breaks the rules of its field', detail)
}

function fits(value: DefaultValue, { choices, format, ...bounds }: FieldRules): boolean {
  if ((typeof value !== 'number' && typeof value !== 'string') || value === '') return true
  if (choices && !choices.includes(`${value}`)) return false
  const { min = format === 'port' ? 0 : -Infinity, max = format === 'port' ? 65_535 : Infinity } =
    bounds
  return typeof value === 'string' || (value >= min && value <= max)
}

function readAliases({ values }: Tags, report: Report): string[] {
  const tag = values.get('alias')
  return splitList(tag?.text ?? '').flatMap((key) => {
    const name = toFieldName(key)
    if (name !== undefined) return [name]
    const detail = 'An alias is a key that the field had before.'
    if (tag) report.ignored(tag, `no field was ever called ${show(key)}`, detail)
    return []
  })
}

/** The description, `__` for a blank as in 8.1, without blanks at the ends of its lines. */
function readDoc({ values }: Tags): string {
  const text = values.get('descr')?.text.replaceAll('__', ' ') ?? ''
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}
