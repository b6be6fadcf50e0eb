import { Wake } from '../store/wake.ts'

/** What tells the time, and waits: another one in tests. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after about so many milliseconds, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms, signal) => new Wake().wait(signal, ms),
}
