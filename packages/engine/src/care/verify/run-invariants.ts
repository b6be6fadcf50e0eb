import type { Records as Model } from '@ays/core'
import { keys } from '../../state/keys.ts'
import type { Invariant, VerifyTools } from './invariant.ts'

const MARK = new Uint8Array(0)

/** A run that has not ended is found among the open ones. */
export function runInvariant(run: Model.Run, { records }: VerifyTools): Invariant {
  const own = keys.run(run.id)
  const key = keys.openRun(run.id)
  return {
    key,
    reads: [own, key],
    judge(reading) {
      const state = reading.record(records.codecs.run, own)?.state
      if (state !== 'running' || reading.entry(key)) return undefined
      return {
        kind: 'index',
        message: `is missing: nobody goes on with run ${run.id}`,
        fix: { value: MARK },
      }
    },
  }
}

/** What belongs to a run that has not ended (a claim, a request to cancel) is given back when it ends. */
export function openInvariant(key: string, run: string, { records }: VerifyTools): Invariant {
  const own = keys.run(run)
  return {
    key,
    reads: [key, own],
    judge(reading) {
      if (!reading.entry(key)) return undefined
      const state = reading.record(records.codecs.run, own)?.state
      if (state === 'running') return undefined
      const what = state === undefined ? 'is not there' : 'has ended'
      return {
        kind: 'reference',
        message: `its run ${run} ${what}: other runs would wait for it`,
        fix: {},
      }
    },
  }
}

/** As {@link openInvariant}, of the run that the claim names. */
export function claimInvariant(key: string, { run }: Model.Claim, tools: VerifyTools): Invariant {
  const { reads, judge } = openInvariant(key, run, tools)
  return {
    key,
    reads,
    judge(reading) {
      const now = reading.record(tools.records.codecs.claim, key)
      return now?.run === run ? judge(reading) : undefined
    },
  }
}

/** A job or a part of its log belongs to a run; without one it is left of a deletion that was cut off. */
export function partInvariant(key: string, run: string): Invariant {
  const own = keys.run(run)
  return {
    key,
    reads: [key, own],
    judge(reading) {
      if (!reading.entry(key) || reading.entry(own)) return undefined
      return {
        kind: 'reference',
        message: `its run ${run} is not there: nobody finds it`,
        fix: {},
      }
    },
  }
}
