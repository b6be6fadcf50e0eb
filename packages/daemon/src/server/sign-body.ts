import { isRecordData } from '@ays/core'
import { SCHEMAS } from '../schemas.gen.ts'
import type { WireName } from '../wire.ts'

/**
 * The body with the caller's name as `who`, where its schema has a place for that: who comes with a token
 * cannot say to be somebody else.
 */
export function signBody(name: WireName | undefined, body: unknown, who: string): unknown {
  const signs = name !== undefined && isRecordData(body) && takesWho(SCHEMAS[name])
  return signs ? { ...body, who } : body
}

function takesWho(schema: unknown): boolean {
  if (!isRecordData(schema)) return false
  const { properties, anyOf, $ref } = schema
  if (isRecordData(properties) && 'who' in properties) return true
  if (typeof $ref === 'string') return takesWho(SCHEMAS[$ref.replace(/#$/, '')])
  return Array.isArray(anyOf) && anyOf.some(takesWho)
}
