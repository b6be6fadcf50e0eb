import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { RunTracker } from '../../src/progress/run-tracker.ts'
import { renderFrame, renderJob } from '../../src/render/progress.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { jobInfo, runInfo } from '../samples.ts'

function trackerOf(running: number): RunTracker {
  const tracker = new RunTracker()
  tracker.apply({ type: 'run', run: runInfo({ jobs: { new: 12 } }) }, 0)
  tracker.apply({ type: 'job', job: jobInfo({ number: 0, state: 'error' }) }, 0)
  for (let number = 1; number <= running; number += 1) {
    const job = jobInfo({ number, service: `site!s${number}`, state: 'running', started: 1000 })
    tracker.apply({ type: 'job', job }, 0)
  }
  return tracker
}

describe('a job', () => {
  it('is one line with what became of it and how long it took', () => {
    const job = jobInfo({ started: 1000, ended: 2200 })
    expect(renderJob(job, plainScreen)).toBe('✓ site!blog install  1.2s')
  })

  it('that failed says why: in the words of its author', () => {
    const cause = new Error('exit 1\nmore')
    const error = new AysError('AYS_JOB_FAILED', 'install of site!blog failed', { cause }).toJSON()
    const job = jobInfo({ state: 'error', attempt: 2, error, started: 0, ended: 300 })
    expect(renderJob(job, plainScreen)).toBe('✗ site!blog install  300ms  try 2  exit 1')
  })

  it('that was ended says why it was ended, whatever its action threw then', () => {
    const cause = new Error('The operation was aborted')
    const error = new AysError('AYS_JOB_TIMEOUT', 'site!blog install took longer than 5s', {
      cause,
    })
    const job = jobInfo({ state: 'error', error: error.toJSON() })
    expect(renderJob(job, plainScreen)).toBe(
      '✗ site!blog install  site!blog install took longer than 5s',
    )
  })

  it('that was skipped says what it waited for', () => {
    const job = jobInfo({ state: 'skipped', reason: 'needs disk!a install' })
    expect(renderJob(job, plainScreen)).toBe('↷ site!blog install  needs disk!a install')
  })
})

describe('the live view', () => {
  it('has a line for each running job, a bar, counts and the elapsed time', () => {
    const tracker = trackerOf(2)
    const event = { type: 'progress', fraction: 0.25, text: 'copying' } as const
    tracker.apply({ type: 'action', job: 2, event }, 0)
    expect(renderFrame(tracker, 5000, 4500, plainScreen)).toBe(
      `
▸ site!s1 install  3.5s
▸ site!s2 install  3.5s  25%  copying
━━────────────────── 1/12 jobs, 2 running, 1 failed, 5.0s
`.trim(),
    )
  })

  it('leaves room: many jobs are counted, and no line is wider than the terminal', () => {
    const lines = renderFrame(trackerOf(11), 0, 0, { ...plainScreen, width: 20 }).split('\n')
    expect(lines[8]).toBe('  and 3 more')
    expect(lines.every((line) => line.length <= 20)).toBe(true)
  })
})
