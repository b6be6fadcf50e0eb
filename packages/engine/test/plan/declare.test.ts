import { expect, it } from 'vitest'
import { engineOf } from '../support/open-test-engine.ts'

it('a link to a service that waits for one to be made is whole: applied again, nothing changes', async () => {
  const install = 'export const install = () => undefined\n'
  const api = await engineOf({
    'templates/node/schema.hrd': 'vdc = type:str consume:vdc:1\n',
    'templates/node/actions.js': install,
    'templates/vdc/schema.hrd': 'farm = type:str consume:farm:1 auto\n',
    'templates/vdc/actions.js': install,
    'templates/farm/actions.js': install,
  })
  const files = [{ file: 'site.yaml', text: 'node__a:\nvdc__v:\n' }]
  const { id } = await api.plan({ kind: 'blueprint', files, whole: true })
  await api.apply({ plan: id })
  expect((await api.showService('vdc!v')).producers).toMatchObject([{ to: 'farm!auto_0' }])
  expect((await api.plan({ kind: 'blueprint', files, whole: true })).jobs).toEqual([])
})
