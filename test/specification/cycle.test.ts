import { describe, expect, it } from 'vitest'
import { BLUEPRINT, createWorld } from './world.ts'

describe('a cycle', () => {
  // 8.1: RecursionError, the check for it was never reached.
  it('of two services is a fault that names both, with their lines', async () => {
    await using world = await createWorld({
      a: { schema: 'b = type:str consume:b:1', does: ['install'] },
      b: { schema: 'a = type:str consume:a:1', does: ['install'] },
    })
    const error: unknown = await world.plan('a__x:\nb__y:\n').catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      diagnostics: [{ code: 'AYS_LINK_CYCLE', source: { file: BLUEPRINT } }],
    })
    const text = JSON.stringify(error)
    for (const name of ['a!x', 'b!y']) expect(text).toContain(name)
    expect(await world.services()).toEqual([])
  })

  it('of a service with itself is a fault', async () => {
    await using world = await createWorld({
      cell: { schema: 'next = type:str list consume:cell:0', does: ['install'] },
    })
    expect(await world.faults('cell__a:\n  next: [a]\n')).toEqual([
      expect.stringContaining('AYS_LINK_CYCLE'),
    ])
  })

  it('through a service that is already there is a fault', async () => {
    await using world = await createWorld({
      cell: { schema: 'next = type:str list consume:cell:0', does: ['install'] },
    })
    await world.apply({ 'blueprints/1.yaml': 'cell__a:\ncell__b:\n  next: [a]\n' })
    expect(await world.faults({ 'blueprints/2.yaml': 'cell__a:\n  next: [b]\n' })).toEqual([
      expect.stringContaining('AYS_LINK_CYCLE'),
    ])
  })

  // 8.1: RuntimeError "cyclic dep".
  it('of "after" is a fault before anything runs', async () => {
    await using world = await createWorld({
      web: {
        does: ['install', 'start'],
        actor: 'actions:\n  install:\n    after: [start]\n  start:\n    after: [install]\n',
      },
    })
    expect(await world.faults('web__a:\n')).not.toEqual([])
    expect(await world.journal.lines()).toEqual([])
  })
})
