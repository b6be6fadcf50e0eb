import type { ByteType, SlotDefault } from '../layout/layout.ts'

/** What a data field that is not there means: its default, or the zero of its type. */
export function absentData(type: ByteType, value: SlotDefault): number | bigint | string {
  if (type.kind === 'enum') return typeof value === 'string' ? value : (type.values[0] ?? 0)
  if (type.kind === 'int64' || type.kind === 'uint64') {
    const integer = typeof value === 'bigint' ? value : 0n
    const number = Number(integer)
    return !type.bigint && Number.isSafeInteger(number) ? number : integer
  }
  return typeof value === 'number' ? value : 0
}
