import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { renderLogs, renderRun, renderRuns } from '../../src/render/runs.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { formatTime } from '../../src/render/text.ts'
import { jobInfo, runDetail, runInfo } from '../samples.ts'

describe('runs', () => {
  it('are a line each, the interrupted ones named', () => {
    const runs = [
      runInfo({ jobs: { ok: 2, error: 1 }, state: 'error', started: 1000, ended: 4000 }),
      runInfo({ id: '00RUN', state: 'running', interrupted: true }),
    ]
    const [head, first, second] = renderRuns(runs, plainScreen).split('\n')
    expect(head).toMatch(/^RUN +STATE +COMMAND +WHO +CREATED +TOOK +JOBS$/)
    expect(first).toMatch(/^01RUN +✗ error +apply +me@here .* 3\.0s +2 jobs ok, 1 failed$/)
    expect(second).toMatch(/^00RUN +interrupted/)
  })

  it('that there are none of are none', () => {
    expect(renderRuns([], plainScreen)).toBe('No runs yet.')
  })
})

describe('a run', () => {
  const details = { file: 'site/actions.ts', line: 2, source: ['   1 | a', '>  2 | throw', ''] }
  const cause = new Error('no')
  const known = new AysError('AYS_JOB_FAILED', 'failed', { cause, details }).toJSON()

  it('has its jobs by step, and the lines of the author where one failed', () => {
    const steps = [[jobInfo()], [jobInfo({ number: 1, state: 'error', error: known })]]
    const run = runDetail(steps, { state: 'error', started: 0, ended: 1500 })
    expect(renderRun(run, plainScreen)).toBe(
      `
01RUN  ✗ error  apply
by me@here, ${formatTime(0)}, took 1.5s
Step 1
  #0 ✓ site!blog install
Step 2
  #1 ✗ site!blog install  no
      site/actions.ts:2
         1 | a
      >  2 | throw
1 job ok, 1 failed.
`.trim(),
    )
  })

  it('shows the stack where the lines are not known', () => {
    const error = new AysError('AYS_JOB_FAILED', 'failed', { cause }).toJSON()
    const text = renderRun(runDetail([[jobInfo({ state: 'error', error })]]), plainScreen)
    expect(text).toMatch(/\n {6}Error: no\n {10}at /)
  })

  it('says of each job that has not started what it waits for', () => {
    const steps = [
      [
        jobInfo({ number: 1, state: 'new', waits: { kind: 'jobs', jobs: [4, 5] } }),
        jobInfo({ number: 2, state: 'new', waits: { kind: 'retry', until: 0 } }),
        jobInfo({ number: 3, state: 'new', waits: { kind: 'concurrency', of: 'db', most: 2 } }),
        jobInfo({ number: 4, state: 'new', waits: { kind: 'limit', running: 8 } }),
      ],
    ]
    const lines = renderRun(runDetail(steps, { state: 'running' }), plainScreen).split('\n')
    expect(lines.slice(3, 7).map((line) => line.split('install  ')[1])).toEqual([
      'waits for #4, #5',
      `is tried again at ${formatTime(0)}`,
      'waits: of db at most 2 at once',
      'waits for one of 8 running jobs',
    ])
  })

  it('with very many jobs shows what failed and what runs, and all only when asked', () => {
    const many = Array.from({ length: 10_000 }, (_, number) => jobInfo({ number }))
    const steps = [many, [jobInfo({ number: 10_000, state: 'running' })]]
    const run = runDetail(steps, { state: 'running' })
    const text = renderRun(run, plainScreen)
    expect(text.split('\n').length).toBeLessThan(10)
    expect(text).toContain('#10000 ▸ site!blog install')
    expect(text).toContain('10001 jobs in 2 steps; each of them: ays run show 01RUN --all')
    expect(renderRun(run, plainScreen, true).split('\n').length).toBeGreaterThan(10_000)
  })

  it('says how to go on when nobody drives it', () => {
    const run = runDetail([], { state: 'running', interrupted: true })
    expect(renderRun(run, plainScreen)).toContain('ays run resume 01RUN')
  })
})

describe('a log', () => {
  it('names the job of each line', () => {
    const line = { job: 3, at: 0, severity: 'info', source: 'log', text: 'hello' } as const
    expect(renderLogs([line], plainScreen)).toBe(`${formatTime(0)} #3 hello`)
  })
})
