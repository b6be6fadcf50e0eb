import { describe, expect, it } from 'vitest'
import { hrdFormat } from '../../src/index.ts'
import { faultsOf } from '../support/read-text.ts'

function readActor(...lines: readonly string[]) {
  const reading = hrdFormat.readActor?.(lines.join('\n'), 'actor.hrd')
  return { actor: reading?.actor, faults: reading && faultsOf(reading) }
}

describe('actor.hrd', () => {
  it('says which actions recur, in the words of actor.yaml', () => {
    const { actor, faults } = readActor(
      'recurring.autoscale =',
      '    period: 1m,',
      '    log: True,',
      '',
      "recurring.clean = period:'30', log:False",
      '',
      'recurring.sync = 5m',
    )
    expect(actor).toEqual({
      recurring: [
        { action: 'autoscale', period: '1m', log: true },
        { action: 'clean', period: '30s', log: false },
        { action: 'sync', period: '5m', log: true },
      ],
    })
    expect(faults).toEqual([])
  })

  it('loses no block of the example in the documentation of 8.1, as 8.1 did', () => {
    const { actor } = readActor(
      'event.telegram.install =',
      "    log:'True',",
      'event.telegram.update  =',
      "    log:'False',",
    )
    expect(actor).toEqual({
      events: [
        { channel: 'telegram', actions: ['install'] },
        { channel: 'telegram', actions: ['update'] },
      ],
    })
  })

  it('says which events start which actions, in each of the documented ways', () => {
    const { actor, faults } = readActor(
      'events.mail.escalate =',
      '    log = True,',
      '',
      'events.generic =',
      "    'update',",
      '    check,',
      '',
      "event.web.build = command:push, secrets:'a, b'",
    )
    expect(actor).toEqual({
      events: [
        { channel: 'mail', actions: ['escalate'] },
        { channel: 'generic', actions: ['update', 'check'] },
        { channel: 'web', command: 'push', actions: ['build'], secrets: ['a', 'b'] },
      ],
    })
    expect(faults).toEqual([
      '1:1 warning AYS 8.1 read no events',
      '4:1 warning AYS 8.1 read no events',
      '8:1 warning AYS 8.1 read no events',
    ])
  })

  it('that is empty says nothing', () => {
    expect(readActor('')).toEqual({ actor: {}, faults: [] })
  })

  it.each([
    ["flists.global = mountpoint:'/x'", 'warning "flists.global" has no effect'],
    ['git.url = x', 'warning "git.url" has no effect'],
    ['recurring.a = period:1m, often:yes', 'warning "often" has no meaning here'],
    ['recurring.a = often', 'error "often" is not a period'],
    ['recurring.a =', 'error "" is not a period'],
    ['recurring.a-b = 1m', 'error "a-b" is not the name of an action'],
    ['recurring.a = period:1m, log:maybe', 'error "maybe" is neither true nor false'],
    ['recurring.a = $(recurring.a)', 'error "$(recurring.a)" is not a period'],
  ])('%s is reported', (line, fault) => {
    expect(readActor(line).faults).toEqual([`1:1 ${fault}`])
  })

  it.each(['event.mail = a:b', 'event.mail.1x ='])('%s names no action: an error', (line) => {
    const { actor, faults } = readActor(line)
    expect(actor).toEqual({})
    expect(faults?.at(-1)).toMatch(/error ".*" is not the name of an action/)
  })

  it('whose references grow without end is reported, not thrown', () => {
    const bomb = Array.from({ length: 40 }, (_, n) => `k${n} = $(k${n + 1})$(k${n + 1})`)
    expect(readActor(...bomb, 'k40 = x').faults?.[0]).toMatch(
      /^1:1 error the reference to .* makes more than 2\^20 characters$/,
    )
  })
})
