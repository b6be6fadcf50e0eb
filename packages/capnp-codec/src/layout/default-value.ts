import { type DefaultValue, defaultToBigInt, defaultToNumber } from '@ays/core'
import type { LayoutType, SlotDefault, StructLayout } from './layout.ts'

/** The default as the layout keeps it. Only for values that checkModel() found good. */
export function toSlotDefault(value: DefaultValue, type: LayoutType): SlotDefault {
  if (type.kind === 'int64' || type.kind === 'uint64') return defaultToBigInt(value)
  if (type.kind === 'float32') return Math.fround(defaultToNumber(value) ?? 0)
  if (type.kind === 'float64') return defaultToNumber(value)
  if (type.kind === 'list')
    return Array.isArray(value) ? value.map((item) => toSlotDefault(item, type.element)) : []
  if (type.kind === 'struct') return toStructDefault(value, type.struct)
  if (typeof value === 'object') return undefined
  return type.kind === 'data' && typeof value === 'string' ? fromHex(value) : value
}

function toStructDefault(value: DefaultValue, { fields }: StructLayout): SlotDefault {
  const given = isObject(value) ? value : {}
  const entries = fields
    .filter(({ name }) => Object.hasOwn(given, name))
    .map((field): [string, SlotDefault] => {
      const set = given[field.name] ?? null
      if (field.kind === 'group') return [field.name, toStructDefault(set, field.struct)]
      return [field.name, field.type.kind === 'void' ? null : toSlotDefault(set, field.type)]
    })
  return Object.fromEntries(entries)
}

function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'))
}

function isObject(value: DefaultValue): value is { readonly [field: string]: DefaultValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
