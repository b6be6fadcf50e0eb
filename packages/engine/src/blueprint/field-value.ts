import type { FieldFormat, FieldModel, TypeModel } from '@ays/core'

/** The words of YAML 1.1, which AYS 8.1 read, that YAML 1.2 takes for texts. */
const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map(
  [...spellings('yes', true), ...spellings('on', true)].concat(
    spellings('no', false),
    spellings('off', false),
  ),
)

function spellings(word: string, value: boolean): [string, boolean][] {
  const capital = word.charAt(0).toUpperCase() + word.slice(1)
  return [word, capital, word.toUpperCase()].map((spelling) => [spelling, value])
}

/** A value as YAML gives it in the form that the field's schema takes; what does not fit stays as it is. */
export function fromYaml({ type, rules }: FieldModel, value: unknown): unknown {
  // A mapping may be written as one where the schema keeps it as text.
  if (type.kind === 'text' && STRUCTURED.has(rules?.format) && isStructure(value)) {
    return JSON.stringify(value)
  }
  return convert(type, rules?.bigint === true, value)
}

const STRUCTURED: ReadonlySet<FieldFormat | undefined> = new Set(['dict', 'json', 'yaml'])

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
}

function convert(type: TypeModel, bigint: boolean, value: unknown): unknown {
  if (type.kind === 'bool') return BOOLEANS.get(value) ?? value
  if (bigint && (type.kind === 'int64' || type.kind === 'uint64')) return toBigint(value)
  if (type.kind !== 'list' || !Array.isArray(value)) return value
  return value.map((item) => convert(type.element, bigint, item))
}

function toBigint(value: unknown): unknown {
  if (Number.isSafeInteger(value) && typeof value === 'number') return BigInt(value)
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value
}

/** The names that a link field gives: one name, several with commas, or a list; undefined for anything else. */
export function namesIn(value: unknown): string[] | undefined {
  const list: unknown[] = typeof value === 'string' ? value.split(',') : (asList(value) ?? [value])
  const names = list.filter((item) => typeof item === 'string').map((name) => name.trim())
  if (names.length < list.length) return undefined
  return [...new Set(names.filter((name) => name !== ''))]
}

function asList(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? [...value] : undefined
}

/** Names as the type of their field holds them: a list, or one text; the value itself in any other. */
export function linkValue(type: TypeModel, names: readonly string[], value: unknown): unknown {
  if (type.kind === 'list') return names
  return type.kind === 'text' ? names.join(', ') : value
}
