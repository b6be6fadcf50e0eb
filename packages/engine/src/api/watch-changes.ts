import { AysError, type ChangeEvent, type ChangeOptions, formatAddress } from '@ays/core'
import { followKeys } from '../state/follow-keys.ts'
import { actorOfKey, addressOfKey, isRunKey, keys, runOfKey } from '../state/keys.ts'
import type { Records } from '../state/records.ts'

/**
 * Tells of services, actors and runs as they change, whoever changes them: first a reset, or with `from` what
 * has changed since that mark. Goes on until the signal is aborted: AYS_CANCELLED.
 */
export async function watchChanges(
  { store }: Records,
  { signal = new AbortController().signal, on = () => undefined, from }: ChangeOptions,
): Promise<never> {
  for await (const { keys: changed, mark } of followKeys(store, '', { signal, from })) {
    if (changed === undefined) on({ type: 'reset' })
    const subjects = new Map([...(changed ?? [])].flatMap(subjectsOf))
    const entries = await store.getMany([...subjects.keys()])
    for (const [at, subject] of [...subjects.values()].entries()) {
      on({ type: 'change', ...subject, gone: entries[at] === undefined })
    }
    if (mark !== undefined) on({ type: 'mark', at: mark })
  }
  throw new AysError('AYS_CANCELLED', 'the watching was ended', { cause: signal.reason })
}

type Subject = Pick<Extract<ChangeEvent, { type: 'change' }>, 'of' | 'name'>

/** Of a key that is the record of something by itself; jobs, logs and indexes are not. */
function subjectsOf(key: string): [string, Subject][] {
  if (key.startsWith(keys.services)) {
    return [[key, { of: 'service', name: formatAddress(addressOfKey(key)) }]]
  }
  if (key.startsWith(keys.actors)) return [[key, { of: 'actor', name: actorOfKey(key) }]]
  return isRunKey(key) ? [[key, { of: 'run', name: runOfKey(key) }]] : []
}
