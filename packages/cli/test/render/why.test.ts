import type { WhyAction } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { plainScreen } from '../../src/render/screen.ts'
import { formatTime } from '../../src/render/text.ts'
import { renderWhy } from '../../src/render/why.ts'
import { jobInfo } from '../samples.ts'

const BASE = { service: 'web!shop', uid: '01UID', template: 'web', exists: [], actions: [] }

/** What is told of one action. */
function render(action: Partial<WhyAction>): string[] {
  const whole: WhyAction = {
    action: 'start',
    status: 'scheduled',
    trail: [],
    fields: [],
    links: [],
    waits: [],
    ...action,
  }
  const [, text = ''] = renderWhy({ ...BASE, actions: [whole] }, plainScreen).split('\n\n')
  return text.split('\n')
}

describe('why a service exists', () => {
  it('is told up to the line of a blueprint', () => {
    const text = renderWhy(
      {
        ...BASE,
        exists: [
          {
            service: 'web!shop',
            origin: 'ensured',
            by: 'site!main',
            at: 0,
            who: 'me',
            command: 'apply a.yaml',
            run: '01RUN',
            job: 3,
            action: 'install',
          },
          { service: 'site!main', origin: 'auto', by: 'farm!x', at: 0 },
          { service: 'farm!x', origin: 'blueprint', blueprint: 'a.yaml', line: 7, at: 0 },
        ],
      },
      plainScreen,
    )
    const time = formatTime(0)
    expect(text.split('\n')).toEqual([
      'web!shop  01UID',
      `  ensured by site!main install (#3); created ${time} by me, apply a.yaml, run 01RUN`,
      `  site!main: made for farm!x; created ${time}`,
      `  farm!x: declared in a.yaml:7; created ${time}`,
    ])
  })
})

describe('why an action is as it is', () => {
  it('names the fields, and the hashes of code', () => {
    const changed = render({
      status: 'changed',
      reason: { kind: 'fields', fields: ['port'], since: 1 },
      fields: [{ field: 'port', before: 1, after: 2 }],
      waits: [{ kind: 'run' }],
    })
    expect(changed).toEqual([
      'start  changed',
      '  because: port changed',
      '    port  1 → 2',
      '  waits for a run: ays run',
    ])
    const hashes = { before: 'a'.repeat(64), after: 'b'.repeat(64) }
    expect(render({ reason: { kind: 'code', ...hashes } })[1]).toBe(
      '  because: its code changed: aaaaaaaaaaaa → bbbbbbbbbbbb',
    )
  })

  it('tells that it was taken up again after it had failed', () => {
    expect(render({ reason: { kind: 'error', message: 'no disk' } })[1]).toBe(
      '  because: it failed before: no disk',
    )
  })

  it('follows a need to where it began', () => {
    const lines = render({
      reason: { kind: 'needed', service: 'web!shop', action: 'monitor' },
      trail: [
        {
          service: 'web!shop',
          action: 'monitor',
          reason: { kind: 'scheduled', file: 'a.yaml', line: 4 },
        },
      ],
    })
    expect(lines.slice(1)).toEqual([
      '  because: needed by web!shop monitor',
      '    web!shop monitor: scheduled in a.yaml:4',
    ])
  })

  it('tells which job left it out, and what failed there', () => {
    const error = { name: 'Error', message: 'no disk' }
    const lines = render({
      job: jobInfo({ number: 4, state: 'skipped', reason: 'db!main start failed' }),
      cause: jobInfo({ service: 'db!main', action: 'start', number: 1, state: 'error', error }),
      waits: [{ kind: 'run' }],
    })
    expect(lines.slice(1)).toEqual([
      '  left out of run 01RUN #4: db!main start failed',
      '    ✗ db!main start  no disk, run 01RUN #1',
      '  waits for a run: ays run, or ays run retry 01RUN',
    ])
  })

  it('tells what a job of a run under way waits for, and what failed before', () => {
    const error = { name: 'Error', message: 'busy' }
    const lines = render({
      job: jobInfo({ state: 'new', attempt: 1, error }),
      waits: [{ kind: 'retry', until: 0 }],
    })
    expect(lines.slice(1)).toEqual([
      '  is in run 01RUN #0',
      '  failed before: busy',
      `  is tried again at ${formatTime(0)}`,
    ])
  })

  it('says what ends a wait that nothing else ends', () => {
    const job = jobInfo({ state: 'new' })
    expect(render({ job, waits: [{ kind: 'resume' }] }).at(-1)).toBe(
      '  waits: nobody drives the run: ays run resume 01RUN',
    )
    const disabled = { kind: 'disabled', service: 'db!main', action: 'start' } as const
    expect(render({ waits: [disabled] }).at(-1)).toBe(
      '  waits for db!main start, which is disabled: ays service set-state db!main start new',
    )
  })
})
