import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'
import { siteFiles } from './site.ts'

describe('in a repository whose site is up, one after the other', () => {
  let journal: Journal
  let repository: TempRepository
  const remove = (...args: string[]) => repository.ays('service', 'delete', ...args)
  const atTerminal = (args: string[], prompt: string, answer: string) =>
    repository.terminal(['service', 'delete', ...args], [[prompt, answer]])
  const forget = (answer: string) =>
    atTerminal(['queue!mail', '--forget'], 'Forget queue!mail?', answer)
  const last = async (address: string) => {
    const result = await repository.ays('service', 'history', address, '--json')
    return documentOf(result, 'history').revisions[0]
  }

  beforeAll(async () => {
    journal = await openJournal()
    repository = await createRepository(siteFiles(journal))
    await repository.ays('apply', '--yes')
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it.each([[[]], [['--forget']]])('what is still consumed is not deleted, %j', async (flags) => {
    const before = await journal.lines()
    const refused = await remove('db!main', '--yes', ...flags)
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toContain('AYS_SERVICE_CONSUMED')
    expect(refused.stderr).toContain('web!shop')
    expect(await journal.lines()).toEqual(before)
  })

  it('the plan is shown and confirmed; a no changes nothing', async () => {
    const before = await journal.lines()
    const { exitCode, screen } = await atTerminal(['web!shop'], 'Do this?', 'n')
    expect(exitCode).toBe(130)
    expect(screen).toContain('1 to delete')
    expect((await remove('web!shop')).exitCode).toBe(2)
    expect(await journal.lines()).toEqual(before)
  })

  it('a service goes through its own actions and leaves its history', async () => {
    const before = (await journal.lines()).length
    const result = await remove('web!shop', '--yes')
    expect(result.exitCode).toBe(0)
    expect(result.stderr).toContain('the next apply makes it again')
    expect((await journal.lines()).slice(before)).toEqual(['web!shop stop', 'web!shop uninstall'])
    expect((await repository.ays('service', 'show', 'web!shop')).exitCode).toBe(2)
    expect(await last('web!shop')).toMatchObject({
      kind: 'delete',
      command: 'service delete web!shop',
      action: 'delete',
    })
  })

  it('--forget takes the record away after a yes, and runs nothing', async () => {
    const before = await journal.lines()
    expect((await forget('n')).exitCode).toBe(130)
    expect((await repository.ays('service', 'show', 'queue!mail')).exitCode).toBe(0)
    expect((await forget('y')).exitCode).toBe(0)
    expect((await repository.ays('service', 'show', 'queue!mail')).exitCode).toBe(2)
    expect(await journal.lines()).toEqual(before)
    expect(await last('queue!mail')).toMatchObject({ kind: 'forget' })
    expect((await repository.ays('store', 'verify')).exitCode).toBe(0)
  })

  it('services and what they consume go together', async () => {
    expect((await repository.ays('apply', '--yes')).exitCode).toBe(0)
    expect((await remove('db!main', 'queue!mail', 'web!shop', '--yes')).exitCode).toBe(0)
    expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
  })
})
