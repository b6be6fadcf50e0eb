import { describe, expect, it } from 'vitest'
import { assertPlanned, readJobMatch, withInspectValue } from '../src/inspect.ts'
import { planOf } from './samples.ts'

describe('--inspect', () => {
  it.each([
    ['', {}],
    ['web!shop:install', { service: 'web!shop', action: 'install' }],
    ['web!shop', { service: 'web!shop' }],
    [':install', { action: 'install' }],
  ])('=%s names jobs', (text, match) => {
    expect(readJobMatch(text)).toEqual(match)
  })

  it.each(['web', 'web:install', '!shop', 'web!shop!x:install'])('=%s is refused', (text) => {
    expect(() => readJobMatch(text)).toThrow(expect.objectContaining({ code: 'AYS_NAME_INVALID' }))
  })

  it('may have no value, and then takes none of the arguments behind it', () => {
    const argv = ['--inspect', 'a.yaml', '--inspect=web!shop', '--inspector']
    expect(withInspectValue(argv)).toEqual([
      '--inspect=',
      'a.yaml',
      '--inspect=web!shop',
      '--inspector',
    ])
  })

  it('takes jobs of the plan, also those that run only if something changes, and no other', () => {
    const service = 'site!blog'
    const job = { number: 0, service, action: 'install', step: 0, needs: [], reason: '' }
    const ifChanged = [{ service, action: 'sync', producer: 'db!main' }]
    const plan = planOf({ jobs: [job], ifChanged })
    for (const match of [{}, { service }, { service, action: 'install' }, { action: 'sync' }]) {
      assertPlanned(plan, match)
    }
    for (const match of [{ service: 'no!one' }, { service, action: 'fly' }, { action: 'fly' }]) {
      expect(() => assertPlanned(plan, match)).toThrow(
        expect.objectContaining({ code: 'AYS_USAGE' }),
      )
    }
  })
})
