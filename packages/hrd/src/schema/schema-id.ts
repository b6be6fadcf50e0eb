import { createHash } from 'node:crypto'

/** The same pack and template give the same Cap'n Proto file id, on every machine and for ever. */
export function schemaId(pack: string, template: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([pack, template]))
    .digest()
  const id = digest.readBigUInt64BE() | (1n << 63n)
  return `0x${id.toString(16)}`
}
