import {
  AysError,
  formatAddress,
  parseAddress,
  type Records as Model,
  type ServiceAddress,
} from '@ays/core'
import { unknownService } from '../state/find-service.ts'
import { keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/** A service by its name, and by its uid when another one has that name now. */
export interface ServiceReference {
  readonly address: string
  readonly uid: string | undefined
}

/** A service's past as it is stored. */
export interface StoredHistory {
  readonly uid: string
  readonly address: ServiceAddress
  readonly actor: string
  /** Undefined once it is gone. */
  readonly service: Model.Service | undefined
  /** Oldest first; some of the older ones may have been compacted away. */
  readonly revisions: readonly Model.Revision[]
  /** Uids of others that had its name and are gone, oldest first. */
  readonly others: readonly string[]
}

/** What a service was from a revision on. */
export type PastState = Pick<Model.Service, 'data' | 'links'>

/** Without a uid that of the service that has the name, else of the one that had it last. AYS_SERVICE_UNKNOWN. */
export async function readHistory(
  records: Records,
  { address: text, uid: wanted }: ServiceReference,
): Promise<StoredHistory> {
  const address = parseAddress(text)
  const now = (await records.service(address))?.value
  // Uids sort by the time of their creation.
  const gone = await records.ids({ prefix: keys.goneOf(address) })
  const uid = wanted ?? now?.uid ?? gone.at(-1)
  if (uid === undefined) throw await unknownService(records, text)
  if (uid !== now?.uid && !gone.includes(uid)) throw unknownLife(text, uid)
  const revisions = await readRevisions(records, uid)
  return {
    ...ofLife(revisions, uid === now?.uid ? now : undefined),
    uid,
    address,
    revisions,
    others: gone.filter((one) => one !== uid),
  }
}

function ofLife(
  revisions: readonly Model.Revision[],
  service: Model.Service | undefined,
): Pick<StoredHistory, 'actor' | 'service'> {
  return { actor: service?.actor ?? revisions.at(-1)?.actor ?? '', service }
}

function unknownLife(address: string, uid: string): AysError {
  return new AysError('AYS_SERVICE_UNKNOWN', `no ${address} had the uid ${uid}`, {
    hint: `See which there were with: ays service history ${address}`,
  })
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

/** AYS_REVISION_UNKNOWN. */
export function unknownRevision({ address, revisions }: StoredHistory, message: string): AysError {
  return new AysError('AYS_REVISION_UNKNOWN', message, {
    details: { revisions: revisions.map(({ number }) => number) },
    hint: `See what is known with: ays service history ${formatAddress(address)}`,
  })
}
