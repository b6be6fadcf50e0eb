import assert from 'node:assert/strict'
import { apply, type Contract, rejects } from './site.ts'

export const portContract = {
  async exportServices(api) {
    await apply(api)
    const { files, services, actors, secrets } = await api.exportServices()
    assert.deepEqual([services, actors, secrets], [2, 2, 0])
    const data = files.find(({ file }) => file === 'services/db!main/data.json')
    assert.equal(data?.text, '{\n  "port": 5432\n}\n')
    assert.deepEqual(await api.exportServices({ secrets: false }), {
      files,
      services,
      actors,
      secrets,
    })
  },
  async importServices(api) {
    await apply(api)
    const { files } = await api.exportServices({ secrets: true })
    const same = await api.importServices({ files })
    assert.deepEqual([same.services, same.actors, same.unchanged], [[], [], 2])
    await api.forgetService('web!shop')
    const looked = await api.importServices({ files, dryRun: true })
    assert.deepEqual(looked.services, ['web!shop'])
    const { services, unchanged } = await api.importServices({ files, who: 'tester' })
    assert.deepEqual([services, unchanged], [['web!shop'], 1])
    const { revisions } = await api.serviceHistory('web!shop')
    assert.deepEqual(
      revisions.map(({ kind, who }) => [kind, who]),
      [
        ['create', 'tester'],
        ['forget', ''],
        ['create', 'tester'],
      ],
    )
    await rejects(api.importServices({ files: [] }), 'AYS_INPUT_INVALID')
  },
} satisfies Contract<'exportServices' | 'importServices'>
