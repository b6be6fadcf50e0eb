import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { SITE, siteFiles } from './site.ts'

it('ays why leads from a skipped job to the one that failed, and to the line of the blueprint', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await journal.fail('db!main start')
  await repository.ays('apply', '--yes')
  const { id } = documentOf(await repository.ays('run', 'show', '--json'), 'run')
  const told = await repository.ays('why', 'web!shop')
  expect(told.exitCode).toBe(0)
  const lines = told.stdout.split('\n').map((line) => line.trim())
  expect(lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^declared in blueprints\/site\.yaml:3; created .*, run /),
      'because: declared in blueprints/site.yaml:3',
      expect.stringMatching(`^left out of run ${id} #\\d+: db!main start failed$`),
      expect.stringMatching(/^✗ db!main start .*db!main start was told to fail, run /),
      `waits for a run: ays run, or ays run retry ${id}`,
    ]),
  )
  await journal.mend('db!main start')
  expect((await repository.ays('run', 'retry', id)).exitCode).toBe(0)
  const whole = documentOf(await repository.ays('why', 'web!shop', 'start', '--json'), 'why')
  expect(whole.actions).toMatchObject([{ status: 'ok', last: { run: id }, waits: [] }])
})

it('ays why names the field for which a producer made an action run again', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  await repository.write('blueprints/site.yaml', SITE.replace('5432', '6000'))
  await repository.ays('apply', '--yes', '--no-run')
  const waiting = await repository.ays('why', 'web!shop', 'install')
  expect(waiting.stdout).toContain('because: db!main changed\n    port  5432 → 6000\n')
  await repository.ays('run', '--yes')
  const again = await repository.ays('why', 'web!shop', 'install')
  expect(again.stdout).toContain('because: db!main changed\n    port  5432 → 6000\n  last: ✓')
})

it('ays why tells, from a second terminal, what a job of a run under way waits for', async () => {
  const actions = `import { existsSync, writeFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    export const install = async ({ signal }) => {
      writeFileSync('began', '')
      while (!existsSync('open')) await sleep(20, undefined, { signal })
    }`
  const cell = { schema: 'on = type:str list consume:cell:0\n', actions }
  await using repository = await createRepository({
    templates: { cell },
    blueprints: { 'site.yaml': 'cell__a:\ncell__b:\n  on: [a]\n' },
  })
  const apply = repository.start('apply', '--yes')
  while (!existsSync(path.join(repository.folder, 'began'))) await sleep(20)
  const told = await repository.ays('why', 'cell!b', 'install')
  expect(told).toMatchObject({ exitCode: 0 })
  expect(told.stdout).toContain('waits for cell!a install (#0), which is running')
  await repository.write('open', '')
  expect(await apply.result).toMatchObject({ exitCode: 0 })
})

it('ays why exits with 2 for what is not there, and says what was meant', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes', '--no-run')
  const service = await repository.ays('why', 'web!shpo')
  expect(service).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('web!shop') })
  const action = await repository.ays('why', 'web!shop', 'instal')
  expect(action).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('install') })
})
