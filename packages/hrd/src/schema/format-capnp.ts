import type { DefaultValue, FieldRules } from '@ays/core'
import type { Slot } from './assign-ordinals.ts'
import { formatType } from './hrd-type.ts'

/** Our annotations, and the type each is declared with. */
const ANNOTATIONS = {
  regex: 'Text',
  min: 'Float64',
  max: 'Float64',
  choices: 'List(Text)',
  format: 'Text',
  secret: 'Void',
  ask: 'Void',
  bigint: 'Void',
} as const satisfies Readonly<Record<keyof FieldRules, string>>

const RULES = ['regex', 'min', 'max', 'choices', 'format', 'secret', 'ask', 'bigint'] as const

/** The canonical text of a schema of one struct, which the C++ compiler takes as it is. */
export function formatCapnp(id: string, struct: string, slots: readonly Slot[]): string {
  const used = RULES.filter((rule) => slots.some(({ field }) => field?.rules?.[rule] !== undefined))
  const declarations = used
    .toSorted()
    .map((rule) => `annotation ${rule} (field) :${ANNOTATIONS[rule]};\n`)
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
  return typeof value === 'number' ? formatNumber(value) : JSON.stringify(value)
}

/** What is beyond 2^53 is a float here; as an integer the compiler would refuse it. */
function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? `${value}` : `${value}`.replace(/^-?\d+$/, '$&.0')
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
