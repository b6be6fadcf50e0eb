import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { runTerminal } from '../harness/run-terminal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

it('service delete takes one down through its own actions, and leaves its history', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = (await journal.lines()).length
  const result = await repository.ays('service', 'delete', 'web!shop', '--yes')
  expect(result.exitCode).toBe(0)
  expect(result.stderr).toContain('the next apply makes it again')
  expect((await journal.lines()).slice(before)).toEqual(['web!shop stop', 'web!shop uninstall'])
  const services = documentOf(await repository.ays('service', 'list', '--json'), 'services')
  expect(services.map(({ address }) => address)).toEqual(['db!main', 'queue!mail'])
  const history = await repository.ays('service', 'history', 'web!shop', '--json')
  expect(documentOf(history, 'history').revisions[0]).toMatchObject({
    kind: 'delete',
    command: 'service delete web!shop',
    action: 'delete',
  })
})

it('what is still consumed is not deleted, unless its consumers go along', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = await journal.lines()
  for (const flags of [[], ['--forget']]) {
    const refused = await repository.ays('service', 'delete', 'db!main', '--yes', ...flags)
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('AYS_SERVICE_CONSUMED')
    expect(refused.stderr).toContain('web!shop')
  }
  expect(await journal.lines()).toEqual(before)
  const all = ['db!main', 'queue!mail', 'web!shop']
  expect((await repository.ays('service', 'delete', ...all, '--yes')).exitCode).toBe(0)
  expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
})

it('service delete shows its plan and asks; a no changes nothing', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = await journal.lines()
  const { exitCode, screen } = await runTerminal(
    ['service', 'delete', 'web!shop'],
    [['Do this?', 'n']],
    { cwd: repository.folder },
  )
  expect(exitCode).toBe(130)
  expect(screen).toContain('1 to delete')
  expect(await journal.lines()).toEqual(before)
  expect((await repository.ays('service', 'delete', 'web!shop')).exitCode).toBe(2)
})

it('--forget takes the record away after a yes and runs nothing', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const before = await journal.lines()
  const forget = (answer: string) =>
    runTerminal(['service', 'delete', 'web!shop', '--forget'], [['Forget web!shop?', answer]], {
      cwd: repository.folder,
    })
  expect((await forget('n')).exitCode).toBe(130)
  expect((await repository.ays('service', 'show', 'web!shop')).exitCode).toBe(0)
  expect((await forget('y')).exitCode).toBe(0)
  expect((await repository.ays('service', 'show', 'web!shop')).exitCode).toBe(2)
  expect(await journal.lines()).toEqual(before)
  const history = await repository.ays('service', 'history', 'web!shop', '--json')
  expect(documentOf(history, 'history').revisions[0]).toMatchObject({ kind: 'forget' })
  expect((await repository.ays('store', 'verify')).exitCode).toBe(0)
})

it('services are listed by state, template and parent, a page at a time', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  await repository.ays('service', 'set-state', 'queue!mail', 'start', 'error')
  const list = async (...flags: string[]) => {
    const result = await repository.ays('service', 'list', '--json', ...flags)
    return documentOf(result, 'services').map(({ address }) => address)
  }
  expect(await list('--state', 'error')).toEqual(['queue!mail'])
  expect(await list('--state', 'error', '--template', 'web')).toEqual([])
  expect(await list('--state', 'running')).toEqual([])
  expect(await list('--template', 'web')).toEqual(['web!shop'])
  expect(await list('--consumes', 'db!main')).toEqual(['queue!mail', 'web!shop'])
  expect(await list('--consumes', 'db!main', '--role', 'web')).toEqual(['web!shop'])
  expect(await list('--limit', '2')).toEqual(['db!main', 'queue!mail'])
  expect(await list('--limit', '2', '--after', 'queue!mail')).toEqual(['web!shop'])
  expect(await list('--consumes', 'db!main', '--after', 'queue!mail')).toEqual(['web!shop'])
  expect((await repository.ays('service', 'list', '--limit', '2')).stdout).toContain(
    '--after queue!mail',
  )
})
