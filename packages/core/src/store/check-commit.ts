import { AysError } from '../errors/ays-error.ts'
import { assertKey } from './keys.ts'
import type { Commit, StoreLimits } from './store.ts'

/**
 * What every store asks before anything else. AYS_USAGE for a malformed key or one that is named
 * twice among puts and deletes; AYS_STORE_TOO_LARGE for what is above the limits.
 */
export function checkCommit(commit: Commit, limits: StoreLimits): void {
  const { checks = [], puts = [], deletes = [] } = commit
  assertLimit('keys', checks.length + puts.length + deletes.length, limits.keys)
  let bytes = 0
  for (const { key } of checks) bytes += sizeOf(key)
  for (const { key, value } of puts) {
    assertLimit('value', value.byteLength, limits.value)
    bytes += sizeOf(key) + value.byteLength
  }
  for (const key of deletes) bytes += sizeOf(key)
  assertLimit('bytes', bytes, limits.bytes)
  assertNamedOnce(puts, deletes)
}

const WHAT = {
  keys: 'keys in one commit',
  bytes: 'bytes in one commit',
  value: 'bytes in one value',
}

function assertLimit(limit: keyof StoreLimits, found: number, allowed: number): void {
  if (found <= allowed) return
  throw new AysError('AYS_STORE_TOO_LARGE', `${found} ${WHAT[limit]}: the store takes ${allowed}`, {
    details: { limit, found, allowed },
    hint: 'Split it into smaller ones.',
  })
}

function assertNamedOnce(
  puts: NonNullable<Commit['puts']>,
  deletes: NonNullable<Commit['deletes']>,
): void {
  const named = new Set<string>()
  const add = (key: string) => {
    if (named.size !== named.add(key).size) return
    throw new AysError('AYS_USAGE', `${JSON.stringify(key)} is written twice in one commit`, {
      details: { key },
      hint: 'Name a key once among puts and deletes.',
    })
  }
  for (const { key } of puts) add(key)
  for (const key of deletes) add(key)
}

/** In UTF-8, without making the bytes. */
function sizeOf(key: string): number {
  assertKey(key)
  let length = key.length
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index)
    if (unit < 0x80) continue
    // The two units of a surrogate pair make four bytes.
    length += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2
  }
  return length
}
