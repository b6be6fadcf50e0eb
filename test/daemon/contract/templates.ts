import assert from 'node:assert/strict'
import { type Contract, rejects } from './site.ts'

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
} satisfies Contract<
  'listTemplates' | 'showTemplate' | 'checkTemplates' | 'writeTypes' | 'createTemplate'
>
