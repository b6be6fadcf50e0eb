import { AysError } from '../errors/ays-error.ts'
import type { Fence } from './store.ts'

/** A failed check, as `details.conflicts` of AYS_STORE_CONFLICT lists it. */
export interface Conflict {
  readonly key: string
  readonly expected: string
  readonly found: string
}

/** AYS_STORE_CONFLICT with every failed check in `details.conflicts`. */
export function conflictError(conflicts: readonly Conflict[]): AysError {
  const others = conflicts.length > 1 ? ` (and ${conflicts.length - 1} more)` : ''
  const message = `${JSON.stringify(conflicts[0]?.key)} changed since it was read${others}`
  return new AysError('AYS_STORE_CONFLICT', message, {
    details: { conflicts },
    hint: 'Read the entries again, then commit again.',
  })
}

/** AYS_STORE_FENCED for a lease that is not held under the token any more. */
export function fencedError({ lease, token }: Fence): AysError {
  return new AysError('AYS_STORE_FENCED', `the lease "${lease}" is no longer held`, {
    details: { lease, token },
    hint: 'Ask for the lease again and read again what it protects.',
  })
}

/** AYS_STORE_LEASE_HELD. */
export function leaseHeldError(name: string): AysError {
  return new AysError('AYS_STORE_LEASE_HELD', `the lease "${name}" is held by somebody else`, {
    details: { lease: name },
    hint: 'Try again when it was released or has run out.',
  })
}

/** AYS_STORE_NOT_OPEN. */
export function notOpenError(options: ErrorOptions = {}): AysError {
  return new AysError('AYS_STORE_NOT_OPEN', 'the store is not open', options)
}

/** AYS_STORE_WATCH_LOST: changes after this revision are not known any more. */
export function watchLostError(from: string): AysError {
  return new AysError('AYS_STORE_WATCH_LOST', `changes after revision ${from} were dropped`, {
    details: { from },
    hint: 'Read the entries again, then watch.',
  })
}

/** Throws AYS_CANCELLED when the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new AysError('AYS_CANCELLED', 'the caller asked to stop', { cause: signal.reason })
}
