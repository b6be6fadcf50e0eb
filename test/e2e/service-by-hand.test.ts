import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { SITE, siteFiles } from './site.ts'

const VAULT = {
  schema: 'ssh.port = type:int default:22\nnames = type:str list\nphrase = type:password\n',
  actions: `export const install = () => undefined
export const wait = () => new Promise(() => setInterval(() => undefined, 1000))
`,
}

describe('in a repository whose site is up', () => {
  let journal: Journal
  let repository: TempRepository
  const service = (...args: string[]) => repository.ays('service', ...args)

  beforeAll(async () => {
    journal = await openJournal()
    const files = siteFiles(journal, `${SITE}vault__v:\n  names: [one, two]\n  phrase: hush\n`)
    repository = await createRepository({
      ...files,
      templates: { ...files.templates, vault: VAULT },
    })
    await repository.ays('apply', '--yes')
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it.each([
    ['sshPort', '22\n'],
    ['ssh.port', '22\n'],
    ['names.1', 'two\n'],
    ['names', '["one","two"]\n'],
  ])('get prints %s as it is', async (field, text) => {
    expect((await service('get', 'vault!v', field)).stdout).toBe(text)
  })

  it('get prints a secret only when that is asked for', async () => {
    const secret = await service('get', 'vault!v', 'phrase')
    expect(secret).toMatchObject({ exitCode: 2, stdout: '' })
    expect(secret.stderr).toContain('--secrets')
    const shown = await service('get', 'vault!v', 'phrase', '--secrets', '--json')
    expect(shown.json()).toBe('hush')
  })

  it('get says which field was meant', async () => {
    const unknown = await service('get', 'vault!v', 'sshprt')
    expect(unknown.exitCode).toBe(2)
    expect(unknown.stderr).toContain('Did you mean "sshPort"?')
  })

  it.each([
    ['get', 'web!shp', 'url'],
    ['history', 'web!shp'],
    ['set-state', 'web!shp', 'start', 'ok'],
    ['delete', 'web!shp'],
  ])('%s answers an unknown service with the name that was meant', async (...command) => {
    const result = await service(...command)
    expect(result.exitCode).toBe(2)
    expect(result.stderr).toContain('Did you mean "web!shop"?')
  })

  it('list finds services by state, template, and what they consume, a page at a time', async () => {
    await service('set-state', 'queue!mail', 'start', 'error')
    const list = async (...flags: string[]) =>
      documentOf(await service('list', '--json', ...flags), 'services').map(
        ({ address }) => address,
      )
    expect(await list('--state', 'error')).toEqual(['queue!mail'])
    expect(await list('--consumes', 'db!main', '--template', 'web')).toEqual(['web!shop'])
    expect(await list('--limit', '2', '--after', 'db!main')).toEqual(['queue!mail', 'vault!v'])
    expect((await service('list', '--limit', '2')).stdout).toContain('--after queue!mail')
    await service('set-state', 'queue!mail', 'start', 'ok')
  })

  it('set-state changes a state by hand, and the history tells who did', async () => {
    const set = await service('set-state', 'web!shop', 'start', 'scheduled')
    expect(set).toMatchObject({ exitCode: 0, stdout: 'web!shop start is scheduled.\n' })
    expect((await service('state', 'web!shop', 'start')).stdout).toBe('scheduled\n')
    expect((await service('state', 'web!shop')).stdout).toMatch(/start +scheduled .*by hand by .+@/)
    const before = (await journal.lines()).length
    await repository.ays('run', '--yes')
    expect((await journal.lines()).slice(before)).toEqual(['web!shop start'])
    const history = await service('history', 'web!shop', '--json')
    expect(documentOf(history, 'history').revisions[0]).toMatchObject({
      kind: 'state',
      who: expect.stringContaining('@'),
      command: 'service set-state web!shop start scheduled',
      state: { action: 'start', before: 'ok', after: 'scheduled' },
    })
  })

  it('an action or a state that there is not is refused', async () => {
    const unknown = await service('state', 'web!shop', 'fly', '--json')
    expect(unknown.exitCode).toBe(2)
    expect(documentOf(unknown, 'failure').error.code).toBe('AYS_ACTION_UNKNOWN')
    expect((await service('set-state', 'web!shop', 'start', 'running')).exitCode).toBe(2)
  })

  it('a disabled action runs again once the command that its error names was given', async () => {
    const start = ['do', 'start', '--role', 'web', '--force', '--yes']
    await service('set-state', 'web!shop', 'start', 'disabled')
    const refused = await repository.ays(...start)
    expect(refused.exitCode).toBe(1)
    const [, command = ''] = /ays (service set-state .*)/.exec(refused.stderr) ?? []
    expect((await repository.ays(...command.trim().split(' '))).exitCode).toBe(0)
    const before = (await journal.lines()).length
    expect((await repository.ays(...start)).exitCode).toBe(0)
    expect((await journal.lines()).slice(before)).toEqual(['web!shop start'])
  })

  it('set-state and --forget are refused while a run holds the service', async () => {
    const running = repository.start('do', 'wait', '--role', 'vault', '--yes')
    await expect
      .poll(async () => (await service('state', 'vault!v', 'wait')).stdout, { timeout: 30_000 })
      .toBe('running\n')
    for (const command of [
      ['set-state', 'vault!v', 'wait', 'ok'],
      ['delete', 'vault!v', '--forget', '--yes'],
    ]) {
      const refused = await service(...command, '--json')
      expect(refused.exitCode).toBe(1)
      expect(documentOf(refused, 'failure').error.code).toBe('AYS_CLAIMED')
    }
    await running.kill()
  })
})
