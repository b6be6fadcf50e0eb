import {
  type FieldChange,
  formatAddress,
  type LinkChange,
  type Records as Model,
  type Schema,
} from '@ays/core'
import { isDeepStrictEqual } from 'node:util'
import { sameBytes } from './same-bytes.ts'
import { showField } from './show-data.ts'

/** Fields that differ between two records of one schema; secrets are masked. */
export function fieldChanges(schema: Schema, before: Uint8Array, after: Uint8Array): FieldChange[] {
  if (sameBytes(before, after)) return []
  const old = schema.decode(before)
  const now = schema.decode(after)
  return Object.keys(now)
    .filter((field) => !isDeepStrictEqual(old[field], now[field]))
    .map((field) => ({
      field,
      before: showField(schema, field, old[field]),
      after: showField(schema, field, now[field]),
    }))
}

/** Links that came and went. */
export function linkChanges(
  before: readonly Model.Link[],
  after: readonly Model.Link[],
): LinkChange[] {
  if (before === after) return []
  const old = new Map(before.map((link) => [idOf(link), link]))
  const now = new Map(after.map((link) => [idOf(link), link]))
  return [
    ...[...old].filter(([id]) => !now.has(id)).map(([, link]) => linkChange('remove', link)),
    ...[...now].filter(([id]) => !old.has(id)).map(([, link]) => linkChange('add', link)),
  ]
}

function linkChange(kind: LinkChange['kind'], link: Model.Link): LinkChange {
  return { kind, argname: link.argname, to: formatAddress(link), parent: link.parent }
}

function idOf(link: Model.Link): string {
  return `${link.argname} ${formatAddress(link)} ${link.parent}`
}
