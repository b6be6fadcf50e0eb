import type { Json } from '@ays/core'

/** A value of a record as JSON: bytes become base64, bigints decimal text, absent structs null. */
export function toJson(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'object' && value !== null ? fromObject(value) : null
}

function fromObject(value: object): Json {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]))
}
