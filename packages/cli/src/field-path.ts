import { AysError, type Json } from '@ays/core'
import { didYouMean } from '@ays/engine'

/**
 * The value at a dotted path: fields, members of structs, places in lists. A field may be written as in a
 * blueprint: `ssh.port`, `ssh_port` and `sshPort` are one. AYS_FIELD_UNKNOWN.
 */
export function valueAt(data: Json, path: string): Json {
  const found = search(data, path.split('.'))
  if (found !== undefined) return found
  const known = isObject(data) ? Object.keys(data) : []
  throw new AysError('AYS_FIELD_UNKNOWN', `there is no field ${path}`, {
    hint: didYouMean(path, known) ?? `Its fields: ${known.join(', ')}`,
  })
}

/** One step takes one part of the path or, when a name was written with dots, several. */
function search(value: Json, parts: readonly string[]): Json | undefined {
  if (parts.length === 0) return value
  for (let taken = 1; taken <= parts.length; taken++) {
    const next = step(value, parts.slice(0, taken).join('.'))
    const found = next === undefined ? undefined : search(next, parts.slice(taken))
    if (found !== undefined) return found
  }
  return undefined
}

function step(value: Json, name: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(name) ? value[Number(name)] : undefined
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, name)) return value[name]
  const wanted = spelling(name)
  const field = Object.keys(value).find((key) => spelling(key) === wanted)
  return field === undefined ? undefined : value[field]
}

function spelling(name: string): string {
  return name.replaceAll(/[._]/g, '').toLowerCase()
}

function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
