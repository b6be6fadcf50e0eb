import { describe, expect, it } from 'vitest'
import { documentOf } from '../harness/documents.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const FILES = {
  templates: {
    node: {
      schema: `host = type:str @ask descr:'where it is'
port = type:int maxval:100 default:22 @ask
passwd = type:password @ask
size = type:int
`,
    },
  },
  blueprints: { 'site.yaml': 'node__one:\n  size: 3\n' },
}

async function dataOf(repository: TempRepository) {
  const shown = await repository.ays('service', 'show', 'node!one', '--json')
  return documentOf(shown, 'service').data
}

describe('fields with @ask that the blueprint leaves out', () => {
  it('are asked for at a terminal, once; a wrong answer at once, a secret unseen', async () => {
    await using repository = await createRepository(FILES)
    const { exitCode, screen } = await repository.terminal(
      ['apply'],
      [
        ['node!one host (where it is)', 'here'],
        ['node!one port', '101'],
        ['101 is above 100', '\u{7F}\u{7F}\u{7F}99'],
        ['node!one passwd', 'hunter2'],
        ['Do this?', 'y'],
      ],
    )
    expect(screen).not.toContain('hunter2')
    expect(exitCode).toBe(0)
    expect(await dataOf(repository)).toMatchObject({ host: 'here', port: 99, size: 3 })
    const plan = documentOf(await repository.ays('plan', '--json'), 'plan')
    expect(plan.empty).toBe(true)
    const again = await repository.terminal(['apply'])
    expect(again.screen).toContain('Nothing to do')
  })

  it('have their defaults where nothing is typed', async () => {
    await using repository = await createRepository(FILES)
    const { exitCode } = await repository.terminal(
      ['apply'],
      [
        ['node!one host', ''],
        ['node!one port', ''],
        ['node!one passwd', ''],
        ['Do this?', 'y'],
      ],
    )
    expect(exitCode).toBe(0)
    expect(await dataOf(repository)).toMatchObject({ host: '', port: 22 })
  })

  it('are asked for by plan, which keeps the answers with the plan', async () => {
    await using repository = await createRepository(FILES)
    await repository.terminal(
      ['plan', '--out', 'site.plan'],
      [
        ['node!one host', 'here'],
        ['node!one port', ''],
        ['node!one passwd', ''],
      ],
    )
    expect((await repository.ays('apply', 'site.plan', '--yes')).exitCode).toBe(0)
    expect(await dataOf(repository)).toMatchObject({ host: 'here' })
  })

  it('are not asked for with --yes, with --json, or without a terminal', async () => {
    await using repository = await createRepository(FILES)
    const json = await repository.terminal(['plan', '--json'])
    expect(JSON.parse(json.screen)).toMatchObject({ empty: false })
    expect((await repository.ays('plan')).exitCode).toBe(0)
    const { screen, exitCode } = await repository.terminal(['apply', '--yes'])
    expect(screen).not.toContain('where it is')
    expect(exitCode).toBe(0)
    expect(await dataOf(repository)).toMatchObject({ host: '', port: 22 })
  })

  it('change nothing when the person leaves', async () => {
    await using repository = await createRepository(FILES)
    const { exitCode } = await repository.terminal(['apply'], [['node!one host', '\u{3}']])
    expect(exitCode).toBe(130)
    expect(documentOf(await repository.ays('service', 'list', '--json'), 'services')).toEqual([])
  })
})
