import { expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { openJournal } from '../harness/journal.ts'
import { createRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

it('get prints one field, raw, by any of its spellings, and a secret only when asked', async () => {
  await using repository = await createRepository({
    templates: {
      db: {
        schema:
          'ssh.port = type:int default:22\nnames = type:str list\npassword = type:str @secret\n',
        actions: 'export const install = () => undefined\n',
      },
    },
    blueprints: { 'a.yaml': 'db__main:\n  names: [one, two]\n  password: hush\n' },
  })
  expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
  const get = (...args: string[]) => repository.ays('service', 'get', 'db!main', ...args)
  expect((await get('sshPort')).stdout).toBe('22\n')
  expect((await get('ssh.port')).stdout).toBe('22\n')
  expect((await get('names.1')).stdout).toBe('two\n')
  expect((await get('names')).stdout).toBe('["one","two"]\n')
  expect((await get('names', '--json')).json()).toEqual(['one', 'two'])
  const secret = await get('password')
  expect(secret).toMatchObject({ exitCode: 2, stdout: '' })
  expect(secret.stderr).toContain('--secrets')
  expect((await get('password', '--secrets')).stdout).toBe('hush\n')
  const unknown = await get('sshprt')
  expect(unknown.exitCode).toBe(2)
  expect(unknown.stderr).toContain('Did you mean "sshPort"?')
})

it('state tells the states, and set-state changes one by hand, which the history tells', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  const state = (...args: string[]) => repository.ays('service', 'state', 'web!shop', ...args)
  expect((await state('install')).stdout).toBe('ok\n')
  expect((await state()).stdout).toMatch(/install +ok/)
  expect(documentOf(await state('fly', '--json'), 'failure').error.code).toBe('AYS_ACTION_UNKNOWN')
  const set = (action: string, to: string) =>
    repository.ays('service', 'set-state', 'web!shop', action, to)
  expect(await set('start', 'scheduled')).toMatchObject({ exitCode: 0 })
  expect((await state('start')).stdout).toBe('scheduled\n')
  const before = (await journal.lines()).length
  await repository.ays('run', '--yes')
  expect((await journal.lines()).slice(before)).toEqual(['web!shop start'])
  const history = await repository.ays('service', 'history', 'web!shop', '--json')
  expect(documentOf(history, 'history').revisions[0]).toMatchObject({
    kind: 'state',
    who: expect.stringContaining('@'),
    command: 'service set-state web!shop start scheduled',
    state: { action: 'start', before: 'ok', after: 'scheduled' },
  })
  expect((await set('start', 'running')).exitCode).toBe(2)
})

it('a disabled action is run again once the command that its error names was given', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  await repository.ays('service', 'set-state', 'web!shop', 'start', 'disabled')
  const refused = await repository.ays('do', 'start', '--role', 'web', '--force', '--yes')
  expect(refused.exitCode).toBe(1)
  const [, command = ''] = /ays (service set-state .*)/.exec(refused.stderr) ?? []
  expect((await repository.ays(...command.trim().split(' '))).exitCode).toBe(0)
  const before = (await journal.lines()).length
  await repository.ays('do', 'start', '--role', 'web', '--force', '--yes')
  expect((await journal.lines()).slice(before)).toEqual(['web!shop start'])
})

it('set-state and --forget are refused while a run holds the service', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  await repository.write(
    'templates/web/actions.ts',
    'export const check = async () => {\n  await new Promise(() => setInterval(() => undefined, 1000))\n}\n',
  )
  await repository.ays('apply', '--yes', '--no-run')
  const running = repository.start('do', 'check', '--role', 'web', '--yes')
  await expect
    .poll(async () => (await repository.ays('service', 'state', 'web!shop', 'check')).stdout, {
      timeout: 20_000,
    })
    .toBe('running\n')
  for (const command of [
    ['set-state', 'web!shop', 'check', 'ok'],
    ['delete', 'web!shop', '--forget', '--yes'],
  ]) {
    const refused = await repository.ays('service', ...command, '--json')
    expect(refused.exitCode).toBe(1)
    expect(documentOf(refused, 'failure').error.code).toBe('AYS_CLAIMED')
  }
  await running.kill()
})

it('an unknown service is answered with the name that was meant', async () => {
  await using journal = await openJournal()
  await using repository = await createRepository(siteFiles(journal))
  await repository.ays('apply', '--yes')
  for (const command of [
    ['show', 'web!shp'],
    ['history', 'web!shp'],
    ['get', 'web!shp', 'url'],
    ['state', 'web!shp'],
    ['set-state', 'web!shp', 'start', 'ok'],
    ['delete', 'web!shp'],
  ]) {
    const result = await repository.ays('service', ...command)
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('Did you mean "web!shop"?')
  }
})
