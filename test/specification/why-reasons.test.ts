import type { Reason } from '@ays/core'
import { expect, it } from 'vitest'
import { type Cases, NO_RUN, ON_MAIN, PAIR, type ReasonOfRuns, why } from './why-world.ts'
import { BLUEPRINT as SITE, createWorld } from './world.ts'

const LIFE = ['install', 'start', 'stop', 'uninstall']

const PRODUCED: Cases<Exclude<Reason['kind'], ReasonOfRuns>> = {
  async declared() {
    await using world = await createWorld(PAIR)
    await world.apply(ON_MAIN, NO_RUN)
    expect(await why(world, 'app!web', 'start')).toMatchObject({
      status: 'scheduled',
      reason: { kind: 'declared', file: SITE, line: 2 },
    })
    expect((await world.api.why('app!web')).exists).toMatchObject([
      { origin: 'blueprint', blueprint: SITE, line: 2, command: expect.stringContaining('apply') },
    ])
  },
  async ensured() {
    await using world = await createWorld({
      node: { does: ['start'], code: "export const install = ({ ensure }) => ensure('disk', 'd')" },
      disk: { does: ['install'] },
    })
    const { run } = await world.apply('node__n:\n')
    const job = run?.steps.flat().find(({ service }) => service === 'node!n')
    expect(await why(world, 'disk!d')).toMatchObject({
      status: 'ok',
      reason: { kind: 'ensured', by: 'node!n' },
    })
    expect((await world.api.why('disk!d')).exists).toMatchObject([
      { origin: 'ensured', by: 'node!n', run: run?.id, job: job?.number, action: 'install' },
      { service: 'node!n', origin: 'blueprint', blueprint: SITE, line: 1 },
    ])
  },
  async auto() {
    await using world = await createWorld({
      app: { schema: 'db = type:str consume:db:1:1:auto', does: ['install'] },
      db: { does: ['install'] },
    })
    await world.apply('app__web:\n')
    const [made] = (await world.api.listServices({ role: 'db' })).map(({ address }) => address)
    expect(await why(world, made ?? '')).toMatchObject({ reason: { kind: 'auto', for: 'app!web' } })
    expect((await world.api.why(made ?? '')).exists).toMatchObject([
      { origin: 'auto', by: 'app!web' },
      { service: 'app!web', blueprint: SITE, line: 1 },
    ])
  },
  async asked() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\nactions: []\n')
    await world.apply({ kind: 'do', action: 'install' })
    expect(await why(world, 'db!main')).toMatchObject({
      status: 'ok',
      reason: { kind: 'asked' },
      last: { state: 'ok' },
      waits: [],
    })
  },
  async scheduled() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\nactions:\n  - action: install\n', NO_RUN)
    expect((await why(world, 'db!main')).reason).toEqual({ kind: 'scheduled', file: SITE, line: 3 })
  },
  async fields() {
    await using world = await createWorld(PAIR)
    const { run: first } = await world.apply('db__main:\n  key: first\n')
    await world.apply('db__main:\n  key: second\n', NO_RUN)
    await world.apply('db__main:\n  key: second\n  port: 2\n', NO_RUN)
    const fields = [
      { field: 'port', before: 1, after: 2 },
      { field: 'key', before: '(secret)', after: '(secret)' },
    ]
    const changed = { reason: { kind: 'fields' }, fields }
    expect(await why(world, 'db!main')).toMatchObject({
      ...changed,
      status: 'changed',
      last: { run: first?.id },
    })
    const { run } = await world.apply({ kind: 'pending' })
    // What was done is told as it was then.
    await world.apply({ kind: 'do', action: 'change' })
    expect(await why(world, 'db!main')).toMatchObject({
      ...changed,
      status: 'ok',
      last: { run: run?.id },
    })
  },
  async links() {
    await using world = await createWorld(PAIR)
    await world.apply(`${ON_MAIN}db__other:\n`)
    await world.apply(`${ON_MAIN.replace('main]', 'other]')}db__other:\n`, NO_RUN)
    expect(await why(world, 'app!web')).toMatchObject({
      status: 'changed',
      links: [
        { kind: 'remove', to: 'db!main' },
        { kind: 'add', to: 'db!other' },
      ],
    })
  },
  async code() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    const before = await why(world, 'db!main')
    await world.rewrite('db', `export const install = () => 'anew'`)
    await world.apply('db__main:\n', NO_RUN)
    const { status, reason } = await why(world, 'db!main')
    expect({ status, reason, before: before.reason?.kind }).toEqual({
      status: 'changed',
      reason: { kind: 'code', before: expect.any(String), after: expect.any(String) },
      before: 'needed',
    })
    expect(reason?.kind === 'code' && reason.before !== reason.after).toBe(true)
  },
  async producer() {
    await using world = await createWorld(PAIR)
    await world.apply(ON_MAIN)
    await world.apply(ON_MAIN.replace('main:', 'main:\n  port: 5'), NO_RUN)
    const changed = {
      reason: { kind: 'producer', service: 'db!main', during: false },
      fields: [{ field: 'port', before: 1, after: 5 }],
    }
    expect(await why(world, 'app!web')).toMatchObject({ status: 'changed', ...changed })
    await world.apply({ kind: 'pending' })
    expect(await why(world, 'app!web')).toMatchObject({ status: 'ok', ...changed })
  },
  async moved() {
    await using world = await createWorld({
      os: { schema: 'node = type:str parent:node', does: LIFE },
      node: { does: LIFE },
    })
    const site = 'node__one:\nnode__two:\nos__x:\n  node: one\n'
    await world.apply(site)
    await world.apply(site.replace('node: one', 'node: two'), NO_RUN)
    expect(await why(world, 'os!x')).toMatchObject({
      status: 'scheduled',
      reason: { kind: 'moved', service: 'os!x' },
      links: [
        { kind: 'remove', to: 'node!one', parent: true },
        { kind: 'add', to: 'node!two', parent: true },
      ],
    })
  },
  async undeclared() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    const files = [{ file: SITE, text: 'db__other:\n' }]
    await world.apply({ kind: 'blueprint', files, prune: true }, NO_RUN)
    const { reason, waits } = await why(world, 'db!main', 'delete')
    expect({ reason, waits }).toEqual({ reason: { kind: 'undeclared' }, waits: [{ kind: 'run' }] })
  },
  async destroy() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    await world.apply({ kind: 'destroy' }, NO_RUN)
    expect((await why(world, 'db!main', 'delete')).reason).toEqual({ kind: 'destroy' })
  },
  async hand() {
    await using world = await createWorld(PAIR)
    await world.apply('db__main:\n')
    await world.api.setServiceState('db!main', { action: 'start', status: 'disabled', who: 'me' })
    expect(await why(world, 'db!main', 'start')).toMatchObject({
      status: 'disabled',
      reason: { kind: 'hand', who: 'me' },
    })
  },
  async needed() {
    await using world = await createWorld(PAIR)
    await world.apply(`${ON_MAIN}actions:\n  - {action: start, actor: app}\n`)
    expect(await why(world, 'db!main')).toMatchObject({
      status: 'ok',
      reason: { kind: 'needed', service: 'app!web', action: 'install' },
      trail: [
        { service: 'app!web', action: 'install', reason: { kind: 'needed', action: 'start' } },
        {
          service: 'app!web',
          action: 'start',
          reason: { kind: 'scheduled', file: SITE, line: 5 },
        },
      ],
    })
  },
}

it.each(Object.entries(PRODUCED))('why tells of a reason of the kind %s', async (_, produce) => {
  await expect(produce()).resolves.toBeUndefined()
})

it('why names the actions that there are when one is asked for that is not', async () => {
  await using world = await createWorld(PAIR)
  await world.apply('db__main:\n', NO_RUN)
  await expect(world.api.why('db!main', 'instal')).rejects.toMatchObject({
    code: 'AYS_ACTION_UNKNOWN',
    hint: expect.stringContaining('install'),
  })
})
