import type { JobInfo, JobState, RunEvent, RunInfo } from '@ays/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RunTracker } from '../../src/progress/run-tracker.ts'
import { jobInfo, runInfo } from '../samples.ts'

const job = (number: number, state: JobState, more: Partial<JobInfo> = {}): RunEvent => ({
  type: 'job',
  job: jobInfo({ number, state, ...more }),
})
const run = (jobs: Partial<RunInfo['jobs']>): RunEvent => ({ type: 'run', run: runInfo({ jobs }) })

function track(...events: RunEvent[]): RunTracker {
  const tracker = new RunTracker()
  for (const event of events) tracker.apply(event, 1000)
  return tracker
}

describe('the tracker of a run', () => {
  it('counts the jobs that have ended, and those that failed', () => {
    const tracker = track(run({ new: 3 }), job(0, 'running'), job(0, 'ok'), job(1, 'error'))
    expect([tracker.ended, tracker.failed, tracker.total]).toEqual([2, 1, 3])
  })

  it('keeps the running jobs in the order of their start, with what they say of themselves', () => {
    const progress = { type: 'progress', fraction: 0.5, text: 'half' } as const
    const tracker = track(run({ new: 2 }), job(1, 'running', { started: 900 }), job(0, 'running'), {
      type: 'action',
      job: 1,
      event: progress,
    })
    expect(tracker.running).toMatchObject([
      { job: { number: 1 }, since: 900, fraction: 0.5, text: 'half' },
      { job: { number: 0 }, since: 1000 },
    ])
  })

  it('counts in the jobs that joined the run', () => {
    const tracker = track(run({ new: 1 }), job(0, 'ok'), job(1, 'new', { grownBy: 0 }))
    expect([tracker.ended, tracker.total]).toEqual([1, 2])
  })

  it('goes on where a resumed run stood', () => {
    const tracker = track(run({ ok: 5, running: 1, new: 1 }), job(5, 'running'), job(5, 'ok'))
    expect([tracker.ended, tracker.total]).toEqual([6, 7])
  })

  it('counts a job once, however often it is told of', () => {
    const tracker = track(run({ new: 1 }), job(0, 'ok'), job(0, 'ok'), run({ ok: 1 }))
    expect([tracker.ended, tracker.total]).toEqual([1, 1])
  })

  it('never counts more ended jobs than there are, and none is running at the end', () => {
    const ends = fc.array(fc.constantFrom<JobState>('ok', 'error', 'skipped', 'cancelled'))
    fc.assert(
      fc.property(ends, (states) => {
        const events = states.flatMap((state, n) => [job(n, 'running'), job(n, state)])
        const tracker = track(run({ new: states.length }), ...events)
        expect([tracker.ended, tracker.total]).toEqual([states.length, states.length])
        expect(tracker.failed).toBe(states.filter((state) => state === 'error').length)
        expect(tracker.running).toEqual([])
      }),
    )
  })
})
