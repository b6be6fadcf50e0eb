import {
  formatAddress,
  type HistoryPoint,
  type Records as Model,
  type RevisionInfo,
  type RevisionRange,
  type Schema,
  type ServiceDiff,
  type ServiceHistory,
  type ServiceSnapshot,
} from '@ays/core'
import { fieldChanges, linkChanges } from '../state/differences.ts'
import { readSchema } from '../state/read-schema.ts'
import type { Records } from '../state/records.ts'
import type { Schemas } from '../state/schemas.ts'
import { showData } from '../state/show-data.ts'
import { toLinkInfo } from '../state/to-link-info.ts'
import {
  lastRevision,
  type PastState,
  readHistory,
  type ServiceReference,
  stateAfter,
  type StoredHistory,
  unknownRevision,
} from './read-history.ts'

export interface HistoryTools {
  readonly records: Records
  readonly schemas: Schemas
}

/** As ServiceApi.serviceHistory(). */
export async function showHistory(
  { records, schemas }: HistoryTools,
  reference: ServiceReference,
): Promise<ServiceHistory> {
  const history = await readHistory(records, reference)
  const schema = await readSchema(records, schemas, history.actor)
  return {
    ...identify(history),
    deleted: history.service === undefined,
    others: history.others.toReversed(),
    revisions: history.revisions.map((one) => toInfo(history, schema, one)).toReversed(),
  }
}

function identify({ address, uid, actor }: StoredHistory) {
  return { service: formatAddress(address), uid, template: actor }
}

function toInfo(history: StoredHistory, schema: Schema, revision: Model.Revision): RevisionInfo {
  const { number, kind, at, who, command, run, job, action, blueprint, line } = revision
  const state = { action, before: revision.stateBefore, after: revision.stateAfter }
  return {
    revision: number,
    kind,
    at,
    who,
    command,
    ...(run && { run }),
    ...(job >= 0 && { job, action }),
    ...(blueprint && { blueprint, line }),
    ...whatChanged(schema, revision, stateAfter(history, number)),
    ...(kind === 'state' && { state }),
  }
}

/** Of an update; a creation and an end are all or nothing. */
function whatChanged(
  schema: Schema,
  { kind, data, links }: Model.Revision,
  after: PastState | undefined,
): Pick<RevisionInfo, 'fields' | 'links'> {
  if (kind !== 'update' || !after) return { fields: [], links: [] }
  const fields = fieldChanges(schema, data, after.data).map(({ field }) => field)
  return { fields, links: linkChanges(links, after.links) }
}

/** As ServiceApi.diffService(). */
export async function diffService(
  { records, schemas }: HistoryTools,
  reference: ServiceReference,
  range: RevisionRange = {},
): Promise<ServiceDiff> {
  const history = await readHistory(records, reference)
  const schema = await readSchema(records, schemas, history.actor)
  const newest = newestState(history)
  const to = range.to ?? newest
  const from = range.from ?? Math.max(1, to - 1)
  const before = stateOf(history, from)
  const after = stateOf(history, to)
  const { service, uid } = identify(history)
  return {
    service,
    uid,
    from,
    to,
    fields: fieldChanges(schema, before.data, after.data),
    links: linkChanges(before.links, after.links),
  }
}

/** The last revision in which there was something. */
function newestState(history: StoredHistory): number {
  const last = lastRevision(history)
  return history.service ? last : Math.max(1, last - 1)
}

/** AYS_REVISION_UNKNOWN. */
function stateOf(history: StoredHistory, revision: number): PastState {
  const state = stateAfter(history, revision)
  if (state) return state
  const service = formatAddress(history.address)
  const isEnd = !history.service && revision === lastRevision(history)
  throw unknownRevision(
    history,
    isEnd
      ? `${service} went with revision ${revision}`
      : `nothing tells what ${service} was in revision ${revision}`,
  )
}

/** As ServiceApi.showServiceAt(). */
export async function showServiceAt(
  { records, schemas }: HistoryTools,
  reference: ServiceReference,
  point: HistoryPoint,
  secrets = false,
): Promise<ServiceSnapshot> {
  const history = await readHistory(records, reference)
  const schema = await readSchema(records, schemas, history.actor)
  const revision = 'revision' in point ? point.revision : revisionAt(history, point.at)
  const state = stateOf(history, revision)
  const made = history.revisions.find(({ number }) => number === revision)
  return {
    ...identify(history),
    revision,
    ...(made && { at: made.at }),
    data: showData(schema, schema.decode(state.data), secrets),
    producers: state.links.map(toLinkInfo),
  }
}

/** AYS_REVISION_UNKNOWN. */
function revisionAt(history: StoredHistory, at: number): number {
  const found = history.revisions.findLast((revision) => revision.at <= at)
  if (found) return found.number
  const what = `${formatAddress(history.address)} was not there at ${new Date(at).toISOString()}`
  throw unknownRevision(history, what)
}
