import { formatAddress, type Records as Model } from '@ays/core'
import { addressOfKey, keys, uidOfKey } from '../../state/keys.ts'
import type { Invariant, VerifyTools } from './invariant.ts'

const MARK = new Uint8Array(0)

/** Of the last revision of a service: it is found by the name that the service had. */
export function endInvariants(
  own: string,
  revision: Model.Revision,
  { records }: VerifyTools,
): Invariant[] {
  const { uid, kind } = revision
  if (kind !== 'delete' && kind !== 'forget') return []
  const service = keys.service(revision)
  const key = keys.gone(revision, uid)
  return [
    {
      key,
      reads: [key, own, service],
      judge(reading) {
        if (!reading.entry(own) || reading.entry(key)) return undefined
        if (reading.record(records.codecs.service, service)?.uid === uid) return undefined
        return {
          kind: 'index',
          message: `is missing: nobody finds the history of ${formatAddress(revision)}, which is gone`,
          fix: { value: MARK },
        }
      },
    },
  ]
}

/** A service that is there is not gone. */
export function goneInvariant(key: string, { records }: VerifyTools): Invariant {
  const address = addressOfKey(key.slice(0, key.lastIndexOf('/')))
  const own = keys.service(address)
  return {
    key,
    reads: [key, own],
    judge(reading) {
      if (!reading.entry(key)) return undefined
      if (reading.record(records.codecs.service, own)?.uid !== uidOfKey(key)) return undefined
      return {
        kind: 'index',
        message: `${formatAddress(address)} is there: it is told as gone`,
        fix: {},
      }
    },
  }
}
