import { isAysError, isCancelled, type SignalOption, Wake } from '@ays/core'
import { lookAtEvents } from '../event/inbox.ts'
import { RunQueue } from '../queue/run-queue.ts'
import { HeldLease } from '../state/held-lease.ts'
import { DAEMON_LEASE, keys } from '../state/keys.ts'
import type { Records } from '../state/records.ts'
import { Timers } from '../timer/timers.ts'
import { forgetEnded } from './forget-ended.ts'
import { resumeInterrupted } from './interrupted.ts'
import { keepLooking, type LookOptions } from './keep-looking.ts'
import type { WorkEvent } from './work-event.ts'
import type { WorkTools } from './work-tools.ts'

/** Milliseconds after which another process takes over. */
const TTL = 10_000
/** Milliseconds before the work is begun again after the store has failed. */
const PAUSE = 1000

export interface WorkOptions extends Required<SignalOption> {
  readonly on?: (event: WorkEvent) => void
}

/** What a process needs to lead. */
export interface WorkPorts {
  readonly records: Records
  /** All but what belongs to one time of leading. */
  readonly tools: () => Promise<Pick<WorkTools, 'drive' | 'planner' | 'who' | 'clock'>>
}

/**
 * The work of a daemon, in whichever of the processes that do this holds the lease `daemon` of the store: goes on
 * with interrupted runs, and makes runs of what recurs, of events and of what is queued. Another process takes
 * over within the lease; each commit checks what it was made from, so that two that both believe to lead
 * do nothing twice. Resolves after the signal; the runs that are under way go on. A store that fails is told and tried again.
 */
export async function work(
  ports: WorkPorts,
  { signal, on = () => {} }: WorkOptions,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await lead(ports, signal, on)
    } catch (error) {
      if (signal.aborted && (isCancelled(error) || isAysError(error, 'AYS_STORE_NOT_OPEN'))) return
      on({ type: 'failed', what: 'the work of the daemon', error })
      await new Wake().wait(signal, PAUSE)
    }
  }
}

async function lead(
  ports: WorkPorts,
  signal: AbortSignal,
  on: (event: WorkEvent) => void,
): Promise<void> {
  const { store } = ports.records
  const lease = await HeldLease.take(store, DAEMON_LEASE, { ttl: TTL, wait: true, signal })
  try {
    const tools = await begin(ports, on)
    on({ type: 'leading', leads: true })
    await lookAtAll(tools, AbortSignal.any([signal, lease.lost]))
  } finally {
    on({ type: 'leading', leads: false })
    await lease[Symbol.asyncDispose]()
  }
}

async function begin(
  { records, tools }: WorkPorts,
  on: (event: WorkEvent) => void,
): Promise<WorkTools> {
  const given = await tools()
  const beside = (what: string, underWay: Promise<unknown>) => {
    underWay.catch((error: unknown) => on({ type: 'failed', what, error }))
  }
  return { ...given, records, since: given.clock.now(), on, beside }
}

/** Until the signal is aborted; when one part fails, all end. */
async function lookAtAll(tools: WorkTools, signal: AbortSignal): Promise<void> {
  const failed = new AbortController()
  const shared = {
    store: tools.records.store,
    clock: tools.clock,
    signal: AbortSignal.any([signal, failed.signal]),
  }
  const queue = new RunQueue(tools)
  const timers = new Timers(tools, (service) => queue.isWanted(service))
  const parts: Pick<LookOptions, 'prefixes' | 'look'>[] = [
    { prefixes: [], look: () => resumeInterrupted(tools) },
    { prefixes: [], look: () => forgetEnded(tools) },
    { prefixes: [keys.timers], look: () => timers.look() },
    { prefixes: [keys.newEvents], look: () => lookAtEvents(tools) },
    { prefixes: [keys.queue, keys.openRuns], look: () => queue.look() },
  ]
  const looking = parts.map((part) => keepLooking({ ...shared, ...part }))
  const stop = () => failed.abort()
  for (const one of looking) one.catch(stop)
  const ends = await Promise.allSettled(looking)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
