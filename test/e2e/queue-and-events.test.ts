import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journal, openJournal } from '../harness/journal.ts'
import { createRepository, type TempRepository } from '../harness/temp-repository.ts'

const idOf = (document: unknown): string => String(Object(document).id)

describe('in a repository whose site is up', () => {
  let journal: Journal
  let repository: TempRepository

  beforeAll(async () => {
    journal = await openJournal()
    repository = await createRepository({
      templates: {
        app: {
          schema: '',
          actor:
            'recurring:\n  - { action: tick, period: 1h }\nactions:\n  tick: { after: [install] }',
          actions: journal.actions(['install', 'tick']),
        },
      },
      blueprints: { 'site.yaml': 'app__a:\n' },
    })
    await repository.ays('apply', '--yes')
  })

  afterAll(async () => {
    await repository[Symbol.asyncDispose]()
    await journal[Symbol.asyncDispose]()
  })

  it('an event is sent, listed, shown and replayed', async () => {
    const sent = await repository.ays(
      'event',
      'send',
      'deploy',
      '--data',
      'n=1',
      '--tag',
      'x',
      '--json',
    )
    expect(sent.json()).toMatchObject({ state: 'new', channel: 'generic', tags: ['x'] })
    const id = idOf(sent.json())
    expect((await repository.ays('event', 'list')).stdout).toContain(id)
    const shown = await repository.ays('event', 'show', id, '--json')
    expect(shown.json()).toMatchObject({ payload: { n: 1 } })
    expect((await repository.ays('event', 'show', id)).stdout).toContain('deploy of generic')
    expect((await repository.ays('event', 'replay', id)).exitCode).toBe(0)
  })

  it('a secret of an event comes from the environment and is nowhere shown', async () => {
    const sent = await repository.ays('event', 'send', 'x', '--json')
    const shown = await repository.ays('event', 'show', idOf(sent.json()), '--json')
    expect(shown.json()).not.toHaveProperty('secret')
  })

  it('an apply is queued once under one key, listed, shown and cancelled', async () => {
    const queue = async () =>
      repository.ays('queue', 'add', '--key', 'k', '--priority', '1', '--json')
    const added = await queue()
    expect(added.json()).toMatchObject({ state: 'queued', priority: 1, key: 'k' })
    const id = idOf(added.json())
    expect(idOf((await queue()).json())).toBe(id)
    expect((await repository.ays('queue', 'list')).stdout).toContain(id)
    expect((await repository.ays('queue', 'show', id)).stdout).toContain('apply')
    const cancelled = await repository.ays('queue', 'cancel', id, '--json')
    expect(cancelled.json()).toMatchObject({ state: 'cancelled' })
  })

  it('a service is paused and resumed, and shows when it recurs next', async () => {
    expect((await repository.ays('service', 'show', 'app!a')).stdout).toContain('next ')
    expect((await repository.ays('service', 'pause', 'app!a')).stdout).toContain('is paused')
    const paused = await repository.ays('service', 'show', 'app!a')
    expect(paused.stdout).toContain('nothing of it recurs')
    expect(paused.stdout).not.toContain('next ')
    expect((await repository.ays('service', 'resume', 'app!a')).exitCode).toBe(0)
    expect((await repository.ays('service', 'show', 'app!a')).stdout).toContain('next ')
  })

  it.each([
    [['event', 'show', 'none'], 'AYS_EVENT_UNKNOWN'],
    [['queue', 'show', 'none'], 'AYS_SUBMISSION_UNKNOWN'],
    [['event', 'send', 'x', '--data', 'novalue'], 'AYS_USAGE'],
    [['service', 'pause', 'app!none'], 'AYS_SERVICE_UNKNOWN'],
  ])('ays %j fails with %s and exit 2', async (command, code) => {
    const result = await repository.ays(...command, '--json')
    expect(result.exitCode).toBe(2)
    expect(result.json()).toMatchObject({ error: { code } })
  })
})
