import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { extendActor } from '../../src/migrate/extend-actor.ts'

const ADDED = {
  links: {
    parent: { role: 'node', argname: 'node', auto: false, optional: false },
    consume: [
      { role: 'disk', argname: 'disk', min: 0, max: 100, auto: false },
      { role: 'sshkey', argname: 'sshKey', min: 1, max: 1, auto: true },
    ],
  },
  recurring: [{ action: 'monitor', period: '1m', log: false }],
  events: [{ channel: 'mail', actions: ['install'] }],
}

describe('an actor.yaml that takes what HRD said', () => {
  it('is made where there was none', () => {
    expect(parse(extendActor('', ADDED))).toEqual(ADDED)
  })

  it('stays as it is when there is nothing to add', () => {
    for (const text of ['', '# nothing yet\n', 'goal:   start\n']) {
      expect(extendActor(text, {})).toBe(text)
    }
  })

  it('keeps its comments and what it says', () => {
    const text =
      '# ours\ngoal: start # why\nrecurring:\n  # often\n  - { action: check, period: 5s }\n'
    const extended = extendActor(text, ADDED)
    for (const comment of ['# ours', '# why', '# often']) expect(extended).toContain(comment)
    expect(parse(extended)).toEqual({
      goal: 'start',
      ...ADDED,
      recurring: [{ action: 'check', period: '5s' }, ...ADDED.recurring],
    })
  })

  it('comes before HRD where both speak of one thing, in any spelling of a field', () => {
    const said = {
      links: {
        parent: { role: 'rack', argname: 'place' },
        consume: [{ role: 'sshkey', argname: 'ssh.key', min: 2 }, { role: 'disk' }],
      },
      recurring: [{ action: 'monitor', period: '1h' }],
      events: [{ channel: 'mail', command: '', secrets: [], actions: ['install'] }],
    }
    const text = JSON.stringify(said)
    expect(parse(extendActor(text, ADDED))).toEqual(said)
  })
})
