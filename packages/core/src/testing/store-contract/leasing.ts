import type { CommitResult, Fence, Lease, Store } from '../../store/store.ts'
import { isAysError } from '../../errors/ays-error.ts'
import { bytes, sleep } from './support.ts'

/** Longer than any test. */
export const LONG = { ttl: 600_000 }
export const SHORT = { ttl: 50 }

export const fence = ({ name, token }: Lease): Fence => ({ lease: name, token })
/** A commit under these fences, which puts "a". */
export const fenced = (store: Store, ...fences: Fence[]): Promise<CommitResult> =>
  store.commit({ fences, puts: [{ key: 'a', value: bytes('1') }] })

/** Holds it until the time is over by the store's own clock, which is known when another gets it. */
export async function runOut(store: Store, name: string): Promise<[lost: Lease, next: Lease]> {
  const lost = await store.lease(name, SHORT)
  return [lost, await granted(store, name, LONG)]
}

/** Gets it as soon as nobody holds it, also from a store that does not wait: other cases find that. */
export async function granted(store: Store, name: string, time: { ttl: number }): Promise<Lease> {
  for (;;) {
    try {
      return await store.lease(name, { ...time, wait: true })
    } catch (error) {
      if (!isAysError(error, 'AYS_STORE_LEASE_HELD')) throw error
      await sleep(5)
    }
  }
}
