import type { DefaultValue, FieldRules } from '@ays/core'
import type { Slot } from './assign-ordinals.ts'
import { formatType } from './hrd-type.ts'

/** Our annotations: the id that each has for ever, and its type. */
const ANNOTATIONS = {
  regex: ['0x914ec5e135d59026', 'Text'],
  min: ['0xc53f592ce2afa549', 'Float64'],
  max: ['0xd7300041aa5bb72c', 'Float64'],
  choices: ['0xfafbab919c9a08ee', 'List(Text)'],
  format: ['0xf044c146f9431cbc', 'Text'],
  secret: ['0xf64eb74b54a40496', 'Void'],
  ask: ['0xf3fe920cb9d0c66f', 'Void'],
  bigint: ['0x9884cc6552534c1d', 'Void'],
} as const satisfies Readonly<Record<keyof FieldRules, readonly [id: string, type: string]>>

const RULES = ['regex', 'min', 'max', 'choices', 'format', 'secret', 'ask', 'bigint'] as const

/** The canonical text of a schema of one struct, which the C++ compiler takes as it is. */
export function formatCapnp(id: string, struct: string, slots: readonly Slot[]): string {
  const used = RULES.filter((rule) => slots.some(({ field }) => field?.rules?.[rule] !== undefined))
  const declarations = used.toSorted().map((rule) => {
    const [annotationId, type] = ANNOTATIONS[rule]
    return `annotation ${rule} @${annotationId} (field) :${type};\n`
  })
  const head = used.length > 0 ? ['\n', ...declarations] : []
  return [`@${id};\n`, ...head, `\nstruct ${struct} {\n`, ...slots.map(formatSlot), '}\n'].join('')
}

function formatSlot({ name, ordinal, type, default: initial, field }: Slot): string {
  const value = initial === undefined ? '' : ` = ${formatValue(initial, type.scalar === 'text')}`
  const annotations = RULES.map((rule) => formatRule(rule, field?.rules?.[rule])).join('')
  const comment = field?.doc?.split('\n').map((line) => `  # ${line}`.trimEnd() + '\n') ?? []
  return [`  ${name} @${ordinal} :${formatType(type)}${value}${annotations};\n`, ...comment].join(
    '',
  )
}

function formatRule(rule: string, value: FieldRules[keyof FieldRules]): string {
  if (value === undefined) return ''
  return value === true ? ` $${rule}` : ` $${rule}(${formatValue(value, true)})`
}

/** Numbers that JSON cannot hold are strings in a model, and bare in Cap'n Proto. */
function formatValue(value: DefaultValue, quoted: boolean): string {
  if (Array.isArray(value)) return `[${value.map((one) => formatValue(one, quoted)).join(', ')}]`
  if (typeof value === 'string') return quoted ? quote(value) : value
  return JSON.stringify(value)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** An escape is a byte, so what is beyond ASCII stands as it is. */
function quote(text: string): string {
  const escaped = text.replaceAll(/["\\\p{Cc}]/gu, (char) => {
    const code = char.charCodeAt(0)
    return ESCAPES[char] ?? (code < 128 ? `\\x${code.toString(16).padStart(2, '0')}` : char)
  })
  return `"${escaped}"`
}
