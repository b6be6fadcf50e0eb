import {
  AysError,
  formatAddress,
  parseAddress,
  type Records as Model,
  type ServiceAddress,
} from '@ays/core'
import { unknownService } from '../state/unknown-service.ts'
import { keys, uidOfKey } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** A service's past as it is stored. */
export interface StoredHistory {
  readonly uid: string
  readonly address: ServiceAddress
  readonly actor: string
  /** Undefined once it is gone. */
  readonly service: Model.Service | undefined
  /** Oldest first; the oldest ones may have been compacted away. */
  readonly revisions: readonly Model.Revision[]
}

/** What a service was from a revision on. */
export type PastState = Pick<Model.Service, 'data' | 'links'>

/**
 * The past of the service with this address, of the one that had it last, or of the one with this uid.
 * AYS_SERVICE_UNKNOWN.
 */
export async function readHistory(records: Records, reference: string): Promise<StoredHistory> {
  return reference.includes('!') ? readByAddress(records, reference) : readByUid(records, reference)
}

async function readByAddress(records: Records, text: string): Promise<StoredHistory> {
  const address = parseAddress(text)
  const service = (await records.service(address))?.value
  const uid = service?.uid ?? (await lastUid(records, address))
  if (uid === undefined) throw await unknownService(records, text)
  const revisions = await readRevisions(records, uid)
  const actor = service?.actor ?? revisions.at(-1)?.actor ?? ''
  return { uid, address, actor, service, revisions }
}

/** Uids sort by the time of their creation. */
async function lastUid({ store }: Records, address: ServiceAddress): Promise<string | undefined> {
  const range = { prefix: keys.goneOf(address), reverse: true, limit: 1 }
  for await (const { key } of store.scan(range)) return uidOfKey(key)
  return undefined
}

async function readByUid(records: Records, uid: string): Promise<StoredHistory> {
  const revisions = await readRevisions(records, uid)
  const last = revisions.at(-1)
  if (!last) {
    throw new AysError('AYS_SERVICE_UNKNOWN', `there is no service with the uid ${uid}`, {
      hint: 'An address is written role!name, such as node!web.',
    })
  }
  const address = { role: last.role, name: last.name }
  const now = (await records.service(address))?.value
  const service = now?.uid === uid ? now : undefined
  return { uid, address, actor: last.actor, service, revisions }
}

async function readRevisions(records: Records, uid: string): Promise<Model.Revision[]> {
  const found: Model.Revision[] = []
  const range = { prefix: keys.revisions(uid) }
  for await (const { value } of records.scan(records.codecs.revision, range)) found.push(value)
  return found
}

/** What the service was after a revision; undefined where it was gone or nothing tells any more. */
export function stateAfter(history: StoredHistory, revision: number): PastState | undefined {
  const { service, revisions } = history
  if (service?.revision === revision) return service
  return revisions.find(({ number }) => number === revision + 1)
}

/** The newest number, of a service that is there or of its end. */
export function lastRevision({ service, revisions }: StoredHistory): number {
  return service?.revision ?? revisions.at(-1)?.number ?? 0
}

/** AYS_REVISION_UNKNOWN, with what there is. */
export function unknownRevision(history: StoredHistory, what: string): AysError {
  const { address, revisions } = history
  const numbers = revisions.map(({ number }) => number)
  return new AysError('AYS_REVISION_UNKNOWN', `${formatAddress(address)} has no ${what}`, {
    details: { revisions: numbers },
    hint: `See what there is with: ays service history ${formatAddress(address)}`,
  })
}
