import { describe, expect, it } from 'vitest'
import type { Action } from '@ays/core'
import { fakeContext } from '@ays/core/testing'

interface Site {
  readonly root: string
  readonly tags: readonly string[]
  readonly configHash?: string
}

const data: Site = { root: '/srv/site', tags: ['a'] }

const install: Action<Site> = async ({ service, exec, log, progress, ensure, emit }) => {
  await exec('mkdir', ['-p', service.data.root])
  log.info(`created ${service.data.root}`, { fresh: true })
  progress(0.5)
  ensure('user', 'www', { shell: '/bin/false' })
  emit('created', service.name)
  return { configHash: 'x' }
}

describe('fakeContext', () => {
  it('runs an action without a repository and shows what it did', async () => {
    const context = fakeContext({ data, template: 'site.nginx', name: 'blog' })
    expect(await install(context)).toEqual({ configHash: 'x' })
    expect(context.service).toMatchObject({ role: 'site', name: 'blog', template: 'site.nginx' })
    expect(context.seen).toEqual({
      programs: [{ command: 'mkdir', args: ['-p', '/srv/site'], options: {} }],
      logs: [{ level: 'info', text: 'created /srv/site', fields: { fresh: true } }],
      progress: [{ fraction: 0.5, text: '' }],
      ensured: [{ template: 'user', name: 'www', data: { shell: '/bin/false' } }],
      emitted: [{ event: 'created', payload: 'blog' }],
    })
  })

  it('gives producers by role, the parent among them, and typed arguments', () => {
    const context = fakeContext({
      data,
      args: { force: true },
      parent: { template: 'node.docker', name: 'a', data: { ip: '10.0.0.1' } },
      producers: [{ template: 'node.vm', name: 'b' }, { template: 'db' }],
    })
    const force: boolean = context.args.force
    expect(force).toBe(true)
    expect(context.parent?.data).toEqual({ ip: '10.0.0.1' })
    const names = context.producers['node']?.map(({ name }) => name)
    expect(names).toEqual(['a', 'b'])
    expect(context.producers['db']?.[0]).toMatchObject({ role: 'db', name: 'main', data: {} })
  })

  it('answers programs as the test says, and refuses exit codes as the real exec does', async () => {
    const context = fakeContext({
      data,
      exec: (command) => (command === 'id' ? { stdout: 'root' } : { exitCode: 3 }),
    })
    expect(await context.exec('id')).toMatchObject({ exitCode: 0, stdout: 'root' })
    expect(await context.exec('grep', [], { accept: [3] })).toMatchObject({ exitCode: 3 })
    await expect(context.exec('grep')).rejects.toMatchObject({
      code: 'AYS_JOB_FAILED',
      details: { command: 'grep', exitCode: 3 },
    })
  })

  it('refuses what a worker would refuse', () => {
    const mine = { ...data, tags: ['a'] }
    const context = fakeContext({ data: mine })
    expect(() => Object.assign(context.service.data, { root: '/' })).toThrow(TypeError)
    expect(() => Object.assign(context.service.data.tags, ['b'])).toThrow(TypeError)
    expect(() => context.ensure('user', 'no!name')).toThrow(
      expect.objectContaining({ code: 'AYS_NAME_INVALID' }),
    )
    mine.tags.push('the test may still change what it gave')
    expect(context.service.data.tags).toEqual(['a'])
  })
})
