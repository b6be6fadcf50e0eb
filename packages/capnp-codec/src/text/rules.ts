import type { FieldFormat, FieldRules } from '@ays/core'
import type { Faults } from './faults.ts'
import type { Expression } from './syntax.ts'

/** Our annotations, and the type each is declared with. */
export const ANNOTATIONS = {
  regex: 'Text',
  min: 'Float64',
  max: 'Float64',
  choices: 'List(Text)',
  format: 'Text',
  secret: 'Void',
  ask: 'Void',
  bigint: 'Void',
  doc: 'Text',
} as const

export type AnnotationName = keyof typeof ANNOTATIONS

const FORMATS: ReadonlySet<string> = new Set<FieldFormat>([
  'email',
  'tel',
  'ipaddr',
  'iprange',
  'port',
  'date',
  'datetime',
  'duration',
  'guid',
  'url',
  'path',
  'dict',
  'yaml',
  'json',
  'multiline',
])

/** True for the formats that a field can be asked to have. */
export function isFormat(name: string): name is FieldFormat {
  return FORMATS.has(name)
}

/** What can be annotated. */
export const TARGETS = [
  'file',
  'const',
  'annotation',
  'enum',
  'enumerant',
  'struct',
  'field',
  'union',
  'group',
  'interface',
  'method',
  'param',
] as const

/** Adds what one of our annotations says; false for those of others. */
export function readRule(
  into: { rules: FieldRules; doc?: string },
  name: string,
  given: { readonly value: Expression | undefined; readonly at: number; readonly faults: Faults },
): boolean {
  const { value, at, faults } = given
  if (!isAnnotation(name)) return false
  if (isRule(name)) into.rules = { ...into.rules, ...READERS[name](value, at, faults) }
  else into.doc = readText(value, at, faults) ?? ''
  return true
}

/** How to declare an annotation that is used without. */
export function declarationOf(name: string): string | undefined {
  if (!isAnnotation(name)) return undefined
  return `Add the line "annotation ${name}(field) :${ANNOTATIONS[name]};" to the file.`
}

type Rule = keyof FieldRules

function isAnnotation(name: string): name is AnnotationName {
  return Object.hasOwn(ANNOTATIONS, name)
}

function isRule(name: AnnotationName): name is Rule {
  return name !== 'doc'
}

/** What the annotation makes of its value; nothing after a fault. */
const READERS: Readonly<
  Record<Rule, (value: Expression | undefined, at: number, faults: Faults) => FieldRules>
> = {
  secret: (value, _at, faults) => flag(value, faults, { secret: true }),
  ask: (value, _at, faults) => flag(value, faults, { ask: true }),
  bigint: (value, _at, faults) => flag(value, faults, { bigint: true }),
  min: (value, at, faults) => {
    const min = readNumber(value, at, faults)
    return min === undefined ? {} : { min }
  },
  max: (value, at, faults) => {
    const max = readNumber(value, at, faults)
    return max === undefined ? {} : { max }
  },
  regex: (value, at, faults) => {
    const regex = readText(value, at, faults)
    return regex === undefined ? {} : { regex }
  },
  choices: (value, at, faults) => {
    const choices = readTexts(value, at, faults)
    return choices === undefined ? {} : { choices }
  },
  format: (value, at, faults) => {
    const format = readText(value, at, faults)
    if (format === undefined) return {}
    if (isFormat(format)) return { format }
    faults.add(at, `"${format}" is no format`, `Formats are ${[...FORMATS].join(', ')}.`)
    return {}
  },
}

/** An annotation that has no value. */
function flag(value: Expression | undefined, faults: Faults, rule: FieldRules): FieldRules {
  if (value !== undefined && !(value.kind === 'name' && value.path.join('.') === 'void'))
    faults.add(value.at, 'this annotation takes no value')
  return rule
}

function readText(value: Expression | undefined, at: number, faults: Faults): string | undefined {
  if (value?.kind === 'bytes' && value.quoted) return Buffer.from(value.bytes).toString()
  faults.add(value?.at ?? at, 'expected a text in quotes')
  return undefined
}

function readNumber(value: Expression | undefined, at: number, faults: Faults): number | undefined {
  if (value?.kind === 'integer' || value?.kind === 'float') return Number(value.value)
  faults.add(value?.at ?? at, 'expected a number')
  return undefined
}

function readTexts(
  value: Expression | undefined,
  at: number,
  faults: Faults,
): string[] | undefined {
  if (value?.kind === 'list')
    return value.items
      .map((item) => readText(item, at, faults))
      .filter((text) => text !== undefined)
  faults.add(value?.at ?? at, 'expected a list of texts such as ["a", "b"]')
  return undefined
}
