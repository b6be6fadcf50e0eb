import { checkFormat } from './check-format.ts'
import type { FieldRules } from './schema-model.ts'

/** Makes a matcher of a pattern; the whole text has to match. */
export type CompilePattern = (pattern: string) => (text: string) => boolean

/** What is wrong with a value of the right type, by the rules of its field; of a list: of its elements. */
export function checkRules(value: unknown, rules: FieldRules, compile: CompilePattern): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  return items.flatMap((item) => [...checkRange(item, rules), ...checkText(item, rules, compile)])
}

function checkRange(value: unknown, { min, max }: FieldRules): string[] {
  if (typeof value !== 'number' && typeof value !== 'bigint') return []
  if (min !== undefined && value < min) return [`${value} is below ${min}`]
  return max !== undefined && value > max ? [`${value} is above ${max}`] : []
}

function checkText(
  value: unknown,
  { regex, choices, format }: FieldRules,
  compile: CompilePattern,
): string[] {
  const faults: string[] = []
  if (choices !== undefined && !choices.includes(String(value)))
    faults.push(`"${String(value)}" is none of ${choices.join(', ')}`)
  if (typeof value === 'string' && regex !== undefined && !compile(regex)(value))
    faults.push(`"${value}" does not match ${regex}`)
  const fault = format === undefined ? undefined : checkFormat(value, format)
  if (fault !== undefined) faults.push(fault)
  return faults
}
