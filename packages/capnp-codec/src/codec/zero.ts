import type { LayoutType, SlotDefault } from '../layout/layout.ts'

/** What a data field that is not there means: its default, or the zero of its type. */
export function zeroOf(type: LayoutType, value: SlotDefault): SlotDefault {
  switch (type.kind) {
    case 'void':
      return null
    case 'bool':
      return value === true
    case 'enum':
      return value ?? type.values[0] ?? 0
    case 'int64':
    case 'uint64':
      return typeof value === 'bigint' ? asPlain(value, type.bigint) : type.bigint ? 0n : 0
    default:
      return value ?? 0
  }
}

function asPlain(value: bigint, bigint: boolean): number | bigint {
  const number = Number(value)
  return !bigint && Number.isSafeInteger(number) ? number : value
}
