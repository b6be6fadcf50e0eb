import { AysError, type Entry } from '@ays/core'

const SPACE = 0x20

/** Reads "<revision> <value>"; the value is a copy, so that it does not keep the whole reply alive. */
export function decodeEntry(key: string, stored: Buffer): Entry {
  const end = stored.indexOf(SPACE)
  if (end < 1) {
    throw new AysError('AYS_STORE_DAMAGED', `the stored bytes of ${JSON.stringify(key)} changed`, {
      details: { key },
      hint: 'Restore a backup.',
    })
  }
  return {
    key,
    value: new Uint8Array(stored.subarray(end + 1)),
    version: stored.toString('latin1', 0, end),
  }
}

/** As decodeEntry(), of what may not be there. */
export function decodeIfThere(key: string, stored: Buffer | null | undefined): Entry | undefined {
  return stored ? decodeEntry(key, stored) : undefined
}
