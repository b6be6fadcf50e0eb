import { formatAddress, type Records as Model } from '@ays/core'
import { pendingActions } from '../../state/action-state.ts'
import { viewActor } from '../../state/actor-view.ts'
import { addressOfKey, keys } from '../../state/keys.ts'
import type { Records } from '../../state/records.ts'
import { indexKeys, ownKeys } from '../../state/write-service.ts'
import type { Invariant, VerifyTools } from './invariant.ts'

const MARK = new Uint8Array(0)

/** All that a service says of other keys. */
export function serviceInvariants(service: Model.Service, tools: VerifyTools): Invariant[] {
  const own = keys.service(service)
  const guards = new Set([keys.guardRole(service.role), ...service.links.map(keys.guardService)])
  return [
    ...[...indexOf(service, tools.records).keys()].map((key) => missingInvariant(key, tools)),
    ...[...guards].map((key) => guardInvariant(key, own, tools)),
    ...service.links.map((link) => linkInvariant(own, link, tools)),
    actorInvariant(own, service.actor, tools),
  ]
}

/** A key of an index, or of what is pending, is there exactly when the service at its end says so. */
export function indexInvariant(key: string, { records }: VerifyTools): Invariant {
  const address = addressOfKey(key)
  const own = keys.service(address)
  return {
    key,
    reads: [key, own],
    judge(reading) {
      const service = reading.record(records.codecs.service, own)
      const wanted = service && indexOf(service, records).get(key)
      const found = reading.entry(key)?.value
      if (same(wanted, found)) return undefined
      const name = formatAddress(address)
      return {
        kind: 'index',
        message: explain(name, service !== undefined, { wanted, found }),
        fix: wanted ? { value: wanted } : {},
      }
    },
  }
}

/** As {@link indexInvariant}; a key that is there is judged when it is met itself. */
function missingInvariant(key: string, tools: VerifyTools): Invariant {
  const { reads, judge } = indexInvariant(key, tools)
  return { key, reads, judge: (reading) => (reading.entry(key) ? undefined : judge(reading)) }
}

function explain(
  name: string,
  exists: boolean,
  { wanted, found }: { readonly wanted?: unknown; readonly found?: unknown },
): string {
  if (!exists) return `there is no service ${name}: it is found although it is gone`
  if (!found) return `is missing: ${name} is not found where it should be`
  if (!wanted) return `${name} does not belong here: it is found where it should not be`
  return `does not say which actions of ${name} are pending`
}

/** Every key of an index that leads to this service, and what it holds. */
function indexOf(service: Model.Service, { codecs }: Records): Map<string, Uint8Array> {
  const index = new Map<string, Uint8Array>([[keys.byActor(service.actor, service), MARK]])
  for (const key of [...indexKeys(service).keys(), ...ownKeys(service)]) index.set(key, MARK)
  const actions = pendingActions(service)
  if (actions.length > 0) index.set(keys.pending(service), codecs.pending.encode({ actions }))
  return index
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a && b ? Buffer.compare(a, b) === 0 : a === b
}

function guardInvariant(key: string, own: string, { records }: VerifyTools): Invariant {
  return {
    key,
    reads: [key, own],
    judge(reading) {
      const service = reading.record(records.codecs.service, own)
      if (!service || reading.entry(key)) return undefined
      const guards = [keys.guardRole(service.role), ...service.links.map(keys.guardService)]
      if (!guards.includes(key)) return undefined
      return {
        kind: 'index',
        message: `is missing: plans could overlook that something came or went beside ${formatAddress(service)}`,
        fix: { value: MARK },
      }
    },
  }
}

function linkInvariant(own: string, link: Model.Link, { records }: VerifyTools): Invariant {
  const to = keys.service(link)
  return {
    key: own,
    reads: [own, to],
    judge(reading) {
      const service = reading.record(records.codecs.service, own)
      const still = service?.links.some((one) => one.uid === link.uid && keys.service(one) === to)
      const uid = reading.record(records.codecs.service, to)?.uid
      if (still !== true || uid === link.uid) return undefined
      const what = uid === undefined ? 'is not there' : 'is another one of that name'
      return {
        kind: 'reference',
        message: `its producer ${formatAddress(link)} ${what}: plans with it fail; apply its blueprint, or delete it`,
      }
    },
  }
}

function actorInvariant(own: string, actor: string, tools: VerifyTools): Invariant {
  const { records, schemas } = tools
  const key = keys.actor(actor)
  return {
    key: own,
    reads: [own, key],
    judge(reading) {
      const service = reading.record(records.codecs.service, own)
      if (!service || service.actor !== actor) return undefined
      const record = reading.record(records.codecs.actor, key)
      if (!record) {
        return {
          kind: 'reference',
          message: `its actor ${actor} is not there: apply a blueprint that declares the service`,
        }
      }
      const why = unreadable(() => schemas.of(viewActor(record)).decode(service.data))
      if (why === undefined) return undefined
      return { kind: 'record', message: `its data do not fit the schema of ${actor}: ${why}` }
    },
  }
}

function unreadable(read: () => unknown): string | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown'
  }
}
