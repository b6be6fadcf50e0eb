import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { renderReport, renderRunEnd } from '../../src/render/report.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { jobInfo, runDetail } from '../samples.ts'

const changes = { created: 2, updated: 1, deleted: 0 }

describe('the end of an apply', () => {
  it('tells what changed and how long it took', () => {
    expect(renderReport({ changes, took: 1200 }, plainScreen)).toBe(
      'Done: 2 created, 1 updated, 0 deleted, in 1.2s.',
    )
    const run = runDetail([[jobInfo()]])
    expect(renderReport({ changes, run, took: 1200 }, plainScreen)).toBe(
      'Done: 2 created, 1 updated, 0 deleted; 1 job ok, in 1.2s.',
    )
  })

  it('repeats what failed, and says where to look', () => {
    const error = new AysError('AYS_JOB_FAILED', 'exit 1').toJSON()
    const jobs = [[jobInfo()], [jobInfo({ state: 'error', error }), jobInfo({ state: 'skipped' })]]
    const run = runDetail(jobs, { state: 'error', started: 1000, ended: 3000 })
    expect(renderRunEnd(run, plainScreen)).toBe(
      `
✗ site!blog install  exit 1
Failed: 1 job ok, 1 failed, 1 skipped, in 2.0s.
See ays run show 01RUN, ays run logs 01RUN.
`.trim(),
    )
  })
})
