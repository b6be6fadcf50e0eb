import type { FieldFormat, FieldRules } from '@ays/core'
import type { Faults } from './faults.ts'
import { lookUp, type Scope } from './scope.ts'
import type { Annotation, Expression } from './syntax.ts'

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

/** True for the formats a text can be asked to have. */
function isFormat(name: string): name is FieldFormat {
  return FORMATS.has(name)
}

/** What the annotations of a declaration say; those of others are left alone. */
export function readAnnotations(
  annotations: readonly Annotation[],
  from: Scope,
  faults: Faults,
): { rules?: FieldRules; doc?: string } {
  const rules: FieldRules = {}
  let doc: string | undefined
  for (const { name, value } of annotations) {
    const declared = lookUp(name, from)
    if (declared?.declaration?.kind !== 'annotation') {
      faults.add(name.at, `annotation "${name.path.join('.')}" is not declared`, hintFor(name.path))
      continue
    }
    const rule = declared.name
    if (rule === 'doc') doc = readText(value, name.at, faults)
    else if (isRule(rule)) Object.assign(rules, READERS[rule](value, name.at, faults))
  }
  return {
    ...(Object.keys(rules).length === 0 ? {} : { rules }),
    ...(doc === undefined ? {} : { doc }),
  }
}

type Rule = keyof FieldRules

function isAnnotation(name: string): name is AnnotationName {
  return Object.hasOwn(ANNOTATIONS, name)
}

function isRule(name: string): name is Rule {
  return isAnnotation(name) && name !== 'doc'
}

/** What the annotation makes of its value; nothing after a fault. */
const READERS: Readonly<
  Record<Rule, (value: Expression | undefined, at: number, faults: Faults) => FieldRules>
> = {
  secret: () => ({ secret: true }),
  ask: () => ({ ask: true }),
  bigint: () => ({ bigint: true }),
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

function hintFor(path: readonly string[]): string | undefined {
  const [name = ''] = path
  if (!isAnnotation(name)) return undefined
  return `Add the line "annotation ${name}(field) :${ANNOTATIONS[name]};" to the file.`
}
