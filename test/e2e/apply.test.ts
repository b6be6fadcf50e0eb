import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { SITE, siteFiles } from './site.ts'

it('apply makes the site, and a second apply has nothing to do', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  const first = await repository.ays('apply', '--yes', '--json')
  expect(first.exitCode).toBe(0)
  expect(documentOf(first, 'report')).toMatchObject({
    changes: { created: 3, updated: 0, deleted: 0 },
    run: { state: 'ok', jobs: { ok: 6, error: 0 } },
  })
  const done = await journal.lines()
  expect(done).toHaveLength(6)
  const plan = await repository.ays('plan', '--json', '--detailed-exitcode')
  expect(plan.exitCode).toBe(0)
  expect(documentOf(plan, 'plan')).toMatchObject({ empty: true, changes: [], jobs: [] })
  const second = await repository.ays('apply', '--yes', '--json')
  expect(second.exitCode).toBe(0)
  expect(documentOf(second, 'report').changes).toEqual({ created: 0, updated: 0, deleted: 0 })
  expect(await journal.lines()).toEqual(done)
})

it('fields that actions returned are kept, floats too, and stay what they are', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  const show = async () =>
    documentOf(await repository.ays('service', 'show', 'web!shop', '--json'), 'service').data
  await repository.ays('apply', '--yes')
  const first = await show()
  expect(first).toMatchObject({ url: 'http://shop' })
  expect(first['load']).toBeCloseTo(0.3, 6)
  expect(first['ratio']).toBeCloseTo(0.1, 6)
  await repository.ays('apply', '--yes')
  expect(await show()).toEqual(first)
})

it('a plan with changes exits with 3 when that is asked for, and changes nothing', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  expect((await repository.ays('plan')).exitCode).toBe(0)
  expect((await repository.ays('plan', '--detailed-exitcode')).exitCode).toBe(3)
  expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
  expect(await journal.lines()).toEqual([])
})

it('one changed field runs again only what depends on it', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = (await journal.lines()).length
  await repository.write(
    'blueprints/site.yaml',
    SITE.replace('queue__mail:', 'queue__mail:\n  size: 5'),
  )
  const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
  expect(plan.changes).toMatchObject([
    { kind: 'update', service: 'queue!mail', fields: [{ field: 'size', before: 1, after: 5 }] },
  ])
  await repository.ays('apply', '--yes')
  expect((await journal.lines()).slice(before)).toEqual(['queue!mail install'])
})

it('one changed field of a producer runs its consumers too', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = (await journal.lines()).length
  await repository.write('blueprints/site.yaml', SITE.replace('5432', '6000'))
  await repository.ays('apply', '--yes')
  const done = (await journal.lines()).slice(before)
  expect(done.toSorted()).toEqual([
    'db!main processChange',
    'queue!mail install',
    'web!shop install',
  ])
})

it('one changed action runs again alone, where it had run', async () => {
  await using journal = await openJournal()
  const files = siteFiles(journal)
  await using repository = await createRepository(files)
  await repository.ays('apply', '--yes')
  const before = (await journal.lines()).length
  const text = files.templates?.['queue']?.actions ?? ''
  await repository.write(
    'templates/queue/actions.ts',
    text.replace(/const _start = .*/, "const _start = () => _note('queue!mail start, anew')"),
  )
  const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
  expect(plan.actors).toEqual([
    {
      kind: 'update',
      actor: 'queue',
      actions: ['start'],
      schema: false,
      differences: [],
      services: 1,
    },
  ])
  await repository.ays('apply', '--yes')
  expect((await journal.lines()).slice(before)).toEqual(['queue!mail start, anew'])
})

it('a plan that was kept in a file is applied as it was shown', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  expect((await repository.ays('plan', '--out', 'site.plan')).exitCode).toBe(0)
  await repository.write('blueprints/site.yaml', 'db__other:\n')
  expect((await repository.ays('apply', 'site.plan', '--yes')).exitCode).toBe(0)
  const services = documentOf(await repository.ays('service', 'list', '--json'), 'services')
  expect(services.map(({ address }) => address)).toEqual(['db!main', 'queue!mail', 'web!shop'])
})

it('a kept plan is refused once what it was made from has changed', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('plan', '--out', 'site.plan')
  await repository.ays('apply', '--yes')
  const stale = await repository.ays('apply', 'site.plan', '--yes', '--json')
  expect(stale.exitCode).toBe(1)
  expect(documentOf(stale, 'failure').error.code).toBe('AYS_PLAN_STALE')
})

it('a failed job stops only what depends on it, and the command exits with 1', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(
    siteFiles(journal, `${SITE}db__spare:\nqueue__spare:\n  db: spare\n`),
  )
  await journal.fail('db!main start')
  const failed = await repository.ays('apply', '--yes', '--json')
  expect(failed.exitCode).toBe(1)
  const { run } = documentOf(failed, 'report')
  expect(run).toMatchObject({ state: 'error', jobs: { error: 1, skipped: 2 } })
  const lines = await journal.lines()
  expect(lines).toEqual(expect.arrayContaining(['db!spare start', 'queue!spare start']))
  expect(lines).not.toContain('web!shop start')
  await journal.mend('db!main start')
  const mended = await repository.ays('run', '--yes')
  expect(mended).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining('AYS_') })
  const again = (await journal.lines()).slice(lines.length)
  expect(again.toSorted()).toEqual(['db!main start', 'queue!mail start', 'web!shop start'])
})
