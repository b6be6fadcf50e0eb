import type { Environment } from './environment.ts'
import type { RepositoryKeys } from './repository-keys.ts'

/** Who holds a lease: nobody needs to know more than its token. */
export interface LeaseRecord {
  readonly token: number
  /** By {@link machineClock}, as the end is. */
  readonly granted: number
  readonly ends: number
}

/** Milliseconds of a clock that never goes back and that all processes of this machine share; a new start begins it again. */
export function machineClock(): number {
  return Number(process.hrtime.bigint() / 1000n) / 1000
}

/** The record of a lease that is held now. */
export function readLease(
  db: Environment,
  keys: RepositoryKeys,
  name: string,
): LeaseRecord | undefined {
  const stored = db.getBinary(keys.lease(name))
  if (stored === undefined) return undefined
  const record = {
    token: stored.readDoubleBE(0),
    granted: stored.readDoubleBE(8),
    ends: stored.readDoubleBE(16),
  }
  const now = machineClock()
  // One that is granted in the future is from before the machine was started: its holder is gone.
  return record.granted <= now && now < record.ends ? record : undefined
}

/** Inside a transaction. */
export function writeLease(
  db: Environment,
  keys: RepositoryKeys,
  name: string,
  { token, granted, ends }: LeaseRecord,
): void {
  const stored = Buffer.alloc(24)
  stored.writeDoubleBE(token, 0)
  stored.writeDoubleBE(granted, 8)
  stored.writeDoubleBE(ends, 16)
  db.putSync(keys.lease(name), stored)
}
