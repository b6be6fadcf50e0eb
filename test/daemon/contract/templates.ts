import assert from 'node:assert/strict'
import { apply, type Contract, rejects } from './site.ts'

export const templatesContract = {
  async listTemplates(api) {
    const { templates } = await api.listTemplates()
    assert.deepEqual(
      templates.map(({ name }) => name),
      ['db', 'web'],
    )
  },
  async showTemplate(api) {
    const { fields, capnp } = await api.showTemplate('web')
    assert.deepEqual(
      fields.map(({ name }) => name),
      ['db', 'key'],
    )
    assert.match(capnp, /struct/)
    await rejects(api.showTemplate('no/such thing?'), 'AYS_TEMPLATE_UNKNOWN')
  },
  async checkTemplates(api) {
    assert.deepEqual((await api.checkTemplates(['db'])).templates, ['db'])
    await rejects(api.checkTemplates(['none']), 'AYS_TEMPLATE_UNKNOWN')
  },
  async writeTypes(api) {
    const { files } = await api.writeTypes({ names: ['db'], check: true })
    assert.deepEqual(
      files.map(({ state }) => state),
      ['stale'],
    )
  },
  async createTemplate(api) {
    const { files } = await api.createTemplate({ name: 'fresh', schema: 'capnp' })
    assert(files.includes('schema.capnp'))
    await rejects(api.createTemplate({ name: 'fresh' }), 'AYS_TEMPLATE_DUPLICATE')
  },
  async listActors(api) {
    assert.deepEqual(await api.listActors(), [])
    await apply(api)
    const actors = await api.listActors()
    assert.deepEqual(
      actors.map(({ name, state, services }) => [name, state, services]),
      [
        ['db', 'current', 1],
        ['web', 'current', 1],
      ],
    )
  },
  async showActor(api) {
    await apply(api)
    const { fields, links, actions, change, breaks } = await api.showActor('web')
    assert.deepEqual(
      fields.map(({ name }) => name),
      ['db', 'key'],
    )
    assert.deepEqual([links.consume.length, change, breaks], [1, undefined, []])
    assert.deepEqual(
      actions.map(({ name }) => name),
      ['install'],
    )
    await rejects(api.showActor('none'), 'AYS_ACTOR_UNKNOWN')
  },
} satisfies Contract<
  | 'listActors'
  | 'showActor'
  | 'listTemplates'
  | 'showTemplate'
  | 'checkTemplates'
  | 'writeTypes'
  | 'createTemplate'
>
