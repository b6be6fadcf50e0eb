import { describe, expect, it } from 'vitest'
import { createWorld, jobsOf, stepsOf, type WorldTemplate } from './world.ts'

const CELL: Readonly<Record<string, WorldTemplate>> = {
  cell: { schema: 'on = type:str list consume:cell:0\nseen = type:int', does: ['install'] },
}

const DIAMOND =
  'cell__base:\ncell__left:\n  on: [base]\ncell__right:\n  on: [base]\n' +
  'cell__top:\n  on: [left, right]\ncell__apart:\n'

describe('a job that fails', () => {
  // 8.1: every later step was given up, also what had nothing to do with it.
  it('stops what depends on it, and nothing else', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!left install')
    const { run } = await world.apply(DIAMOND)
    expect(run?.state).toBe('error')
    expect(jobsOf(run)).toEqual([
      'cell!apart install ok',
      'cell!base install ok',
      'cell!left install error',
      'cell!right install ok',
      'cell!top install skipped',
    ])
  })

  it('is the reason of those that were skipped, and keeps its own', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!left install')
    const { run } = await world.apply(DIAMOND)
    const jobs = new Map(run?.steps.flat().map((job) => [job.service, job]))
    expect(jobs.get('cell!top')?.reason).toContain('cell!left')
    expect(jobs.get('cell!left')?.error).toMatchObject({
      code: 'AYS_JOB_FAILED',
      cause: { message: 'cell!left install was told to fail' },
    })
  })

  it('leaves its action in error and what was skipped as it was', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!left install')
    await world.apply(DIAMOND)
    expect(await world.states('cell!left')).toMatchObject({ install: 'error' })
    expect(await world.states('cell!top')).toMatchObject({ install: 'scheduled' })
    expect(await world.states('cell!right')).toMatchObject({ install: 'ok' })
  })

  it('is taken up by the next run with what it held up, and nothing else', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!left install')
    await world.apply(DIAMOND)
    await world.journal.mend('cell!left install')
    const plan = await world.plan({ kind: 'pending' })
    expect(stepsOf(plan)).toEqual([['cell!left install'], ['cell!top install']])
    expect(await world.api.apply({ plan: plan.id })).toMatchObject({ run: { state: 'ok' } })
  })

  // 8.1: the last job of a step decided, so [fail, ok] was ok and the run went on.
  it.each([
    ['first', 'cell!a install'],
    ['last', 'cell!c install'],
  ])('makes the run fail, also as the %s of its step', async (_, line) => {
    await using world = await createWorld(CELL)
    await world.journal.fail(line)
    const { run } = await world.apply('cell__a:\ncell__b:\ncell__c:\n')
    expect(run?.state).toBe('error')
    expect(run?.jobs).toMatchObject({ ok: 2, error: 1 })
  })

  it('changes nothing of its service but the state', async () => {
    await using world = await createWorld({
      cell: {
        schema: 'seen = type:int',
        code: "export const install = () => { throw new Error('no') }",
      },
    })
    await world.apply('cell__a:\n  seen: 3\n')
    expect(await world.api.showService('cell!a')).toMatchObject({ data: { seen: 3 } })
  })

  it('by a field that its service does not have, or of another type, is one too', async () => {
    await using world = await createWorld({
      lost: { code: 'export const install = () => ({ nothing: 1 })' },
      wrong: { schema: 'seen = type:int', code: "export const install = () => ({ seen: 'x' })" },
    })
    const { run } = await world.apply('lost__a:\nwrong__a:\n')
    const errors = run?.steps.flat().map(({ service, error }) => [service, error?.code])
    expect(errors).toEqual([
      ['lost!a', 'AYS_FIELD_OWNED'],
      ['wrong!a', 'AYS_DATA_INVALID'],
    ])
  })

  it('with strict steps holds up no other branch either', async () => {
    await using world = await createWorld(CELL)
    await world.journal.fail('cell!left install')
    const { run } = await world.apply(DIAMOND, { barrier: true })
    expect(run?.jobs).toMatchObject({ ok: 3, error: 1, skipped: 1 })
  })
})
