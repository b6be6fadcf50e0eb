import { createHmac } from 'node:crypto'
import type { NewEvent } from '@ays/core'
import { expect, it } from 'vitest'
import { createWorkingWorld, type WorkingWorld } from './at-work.ts'
import type { WorldTemplate } from './world.ts'

/** A template that hears; `hear` notes what it gets. */
function hearing(filter: string): Record<string, WorldTemplate> {
  return {
    app: {
      actor: `events:\n  - { ${filter}, actions: [hear] }`,
      does: ['install'],
      code: `export const hear = (context) => {
        _do('hear', context)
        _note('got ' + JSON.stringify(context.args))
      }`,
    },
  }
}

async function becomes(world: WorkingWorld, id: string, state: string): Promise<void> {
  await expect
    .poll(async () => (await world.api.showEvent(id)).state, { timeout: 30_000 })
    .toBe(state)
}

async function heard(world: WorkingWorld): Promise<string[]> {
  return (await world.journal.lines()).filter((line) => line.endsWith(' hear')).toSorted()
}

/** Sends, and resolves to whether a run came of it, once that has ended. */
async function isHeard(world: WorkingWorld, event: NewEvent): Promise<boolean> {
  const { id } = await world.api.sendEvent(event)
  const over = async () => ['done', 'unheard'].includes((await world.api.showEvent(id)).state)
  await expect.poll(over, { timeout: 30_000 }).toBe(true)
  return (await world.api.showEvent(id)).state === 'done'
}

it('an event starts one run of all services that hear it, with its payload as args', async () => {
  const world = await createWorkingWorld(hearing('channel: github, command: push'))
  await world.apply('app__a:\napp__b:')
  world.work()
  const { id } = await world.api.sendEvent({
    channel: 'github',
    name: 'push',
    payload: { ref: 'main' },
  })
  await becomes(world, id, 'done')
  expect(await heard(world)).toEqual(['app!a hear', 'app!b hear'])
  expect(await world.journal.lines()).toContain('got {"ref":"main"}')
  const [run] = await world.api.listRuns()
  expect(run).toMatchObject({ command: 'event push', jobs: { ok: 2 } })
})

it('an event that a thousand services hear starts one run', async () => {
  const world = await createWorkingWorld(hearing('channel: generic'))
  const names = Array.from({ length: 1000 }, (_, n) => `app__s${n}:\n`)
  await world.apply(names.join(''))
  world.work()
  const { id } = await world.api.sendEvent({ name: 'x' })
  await becomes(world, id, 'done')
  const runs = await world.api.listRuns()
  expect(runs.map(({ command, jobs }) => [command, jobs.ok])).toEqual([
    ['event x', 1000],
    ['apply blueprints/site.yaml', 1000],
  ])
})

it.each<[string, string, NewEvent, boolean]>([
  ['another channel', 'channel: github', { name: 'x', channel: 'mail' }, false],
  ['any channel', 'channel: all', { name: 'x', channel: 'mail' }, true],
  ['another command', 'channel: generic, command: push', { name: 'pull' }, false],
  ['its command', 'channel: generic, command: push', { name: 'push' }, true],
  ['some of the tags', 'channel: generic, tags: [a, b]', { name: 'x', tags: ['a'] }, false],
  ['all of the tags', 'channel: generic, tags: [a, b]', { name: 'x', tags: ['b', 'c', 'a'] }, true],
  ['a role as source', 'channel: generic, source: node', { name: 'x', source: 'node!n' }, true],
  ['another source', 'channel: generic, source: node', { name: 'x', source: 'nodes!n' }, false],
  ['another role', 'channel: generic', { name: 'x', role: 'db' }, false],
  ['its role and name', 'channel: generic', { name: 'x', role: 'app', service: 'a' }, true],
  ['no secret', 'channel: generic, secrets: [s]', { name: 'x' }, false],
  ['a wrong secret', 'channel: generic, secrets: [s]', { name: 'x', secret: 't' }, false],
  ['one of the secrets', 'channel: generic, secrets: [r, s]', { name: 'x', secret: 's' }, true],
  [
    'a signature',
    'channel: generic, secrets: [s]',
    {
      name: 'x',
      signed: 'body',
      signature: createHmac('sha256', 's').update('body').digest('hex'),
    },
    true,
  ],
  [
    'the signature of something else',
    'channel: generic, secrets: [s]',
    { name: 'x', signed: 'body', signature: createHmac('sha256', 's').update('b').digest('hex') },
    false,
  ],
])('an event with %s: a filter {%s}', async (_what, filter, event, expected) => {
  const world = await createWorkingWorld(hearing(filter))
  await world.apply('app__a:')
  world.work()
  expect(await isHeard(world, event)).toBe(expected)
})

it('the blueprint says who hears what with eventfilters', async () => {
  const world = await createWorkingWorld({ app: { does: ['install', 'hear'] } })
  await world.apply(
    'app__a:\napp__b:\neventfilters:\n  - { service: b, channel: mail, cmd: new, action: hear }',
  )
  world.work()
  expect(await isHeard(world, { channel: 'mail', name: 'old' })).toBe(false)
  expect(await isHeard(world, { channel: 'mail', name: 'new' })).toBe(true)
  expect(await heard(world)).toEqual(['app!b hear'])
})

it('what an action emits is heard once its job is committed', async () => {
  const world = await createWorkingWorld({
    ...hearing('channel: service, command: ready, source: db'),
    db: { code: `export const install = ({ emit }) => emit('ready', { port: 1 })` },
  })
  await world.apply('app__a:')
  await world.apply('db__main:')
  world.work()
  await expect.poll(() => heard(world)).toEqual(['app!a hear'])
  const [event] = await world.api.listEvents()
  expect(event).toMatchObject({ channel: 'service', name: 'ready', source: 'db!main' })
})

it('events of one source are handled in the order in which they came', async () => {
  const world = await createWorkingWorld(hearing('channel: generic'))
  await world.apply('app__a:')
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    ids.push((await world.api.sendEvent({ name: 'x', payload: { n }, source: 's' })).id)
  }
  world.work()
  const done = async () => {
    world.clock.advance(600)
    return (await world.api.listEvents({ states: ['done'] })).length
  }
  await expect.poll(done, { timeout: 30_000 }).toBe(5)
  const got = (await world.journal.lines()).filter((line) => line.startsWith('got '))
  expect(got).toEqual([0, 1, 2, 3, 4].map((n) => `got {"n":${n}}`))
})

it('an event that cannot be handled is dead, and can be replayed', async () => {
  const world = await createWorkingWorld(hearing('channel: generic'))
  await world.apply('app__a:')
  await world.journal.fail('app!a hear')
  world.work()
  const { id } = await world.api.sendEvent({ name: 'x' })
  const dead = async () => {
    world.clock.advance(1_800_000)
    return (await world.api.showEvent(id)).state
  }
  await expect.poll(dead, { timeout: 30_000 }).toBe('dead')
  expect((await world.api.listEvents({ states: ['dead'] })).map((event) => event.id)).toEqual([id])
  await world.journal.mend('app!a hear')
  await world.api.replayEvent(id)
  await becomes(world, id, 'done')
})

it('an event waits for somebody who leads', async () => {
  const world = await createWorkingWorld(hearing('channel: generic'))
  await world.apply('app__a:')
  const { id } = await world.api.sendEvent({ name: 'x' })
  expect((await world.api.showEvent(id)).state).toBe('new')
  world.work()
  await becomes(world, id, 'done')
})
