import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { examine, ok } from '../../src/doctor/finding.ts'
import { examineMachine, lookAtNode } from '../../src/doctor/machine.ts'
import { lookAtClock, lookAtStore } from '../../src/doctor/store.ts'
import { renderDoctor } from '../../src/render/doctor.ts'
import { plainScreen } from '../../src/render/screen.ts'
import { runInfo } from '../samples.ts'

const program = { version: '1.0.0', node: '>=20.19' }

/** What a store says of the clock at 1,000 seconds, when its newest run was created then. */
function lookWith(created: number | undefined) {
  const runs = created === undefined ? [] : [runInfo({ created })]
  return lookAtClock({ listRuns: async () => runs }, {}, 1_000_000)
}

describe('ays doctor', () => {
  it('takes what a look throws for a finding, each diagnostic for one of its own', async () => {
    const faults = await examine('repository', () => {
      const source = { file: 'ays.yaml', line: 2, column: 1 }
      const fault = { severity: 'error', code: 'AYS_INPUT_INVALID', source } as const
      const diagnostics = ['no id', 'no store'].map((summary) => ({ ...fault, summary }))
      throw new AysError('AYS_INPUT_INVALID', 'it has faults', { diagnostics, hint: 'Mend it.' })
    })
    const error = { check: 'repository', state: 'error', mend: 'Mend it.' }
    expect(faults).toEqual([
      { ...error, found: 'ays.yaml:2:1: no id' },
      { ...error, found: 'ays.yaml:2:1: no store' },
    ])
    await expect(
      examine('store', () => Promise.reject(new Error('it is gone'))),
    ).resolves.toMatchObject([{ check: 'store', state: 'error', found: 'it is gone' }])
  })

  it('does not take a cancel for a fault', async () => {
    const cancelled = new AysError('AYS_CANCELLED', 'enough')
    await expect(examine('store', () => Promise.reject(cancelled))).rejects.toBe(cancelled)
  })

  it('knows a Node that is too old', () => {
    expect(lookAtNode(program, '18.20.0')).toMatchObject({ state: 'error' })
    expect(lookAtNode(program, '24.1.0')).toMatchObject({ state: 'ok' })
  })

  it('finds a machine well on which all of AYS runs', async () => {
    const findings = await examineMachine(program)
    expect(findings.map(({ check, state }) => [check, state])).toEqual(
      ['node', 'bundler', 'leveldb', 'time zones'].map((check) => [check, 'ok']),
    )
  })

  it('warns of a store that may lose what it has answered', () => {
    const store = { url: 'memory:', scheme: 'memory', shared: false, format: 1 }
    const holds = { services: 0, runs: 0 }
    const states = (durable: boolean) =>
      lookAtStore({ store: { ...store, ...holds, durable } }).map(({ state }) => state)
    expect(states(true)).toEqual(['ok'])
    expect(states(false)).toEqual(['ok', 'warning'])
  })

  it('finds a clock that is behind by what the newest run says', async () => {
    await expect(lookWith(undefined)).resolves.toMatchObject([{ state: 'ok' }])
    await expect(lookWith(1_005_000)).resolves.toMatchObject([{ state: 'ok' }])
    await expect(lookWith(1_090_000)).resolves.toMatchObject([
      { state: 'warning', found: expect.stringContaining('90 s from now') },
    ])
  })

  it('shows what to do below each fault, and how many there are', () => {
    const findings = [
      { check: 'node', ...ok('it is new') },
      { check: 'store', state: 'error', found: 'it is locked', mend: 'Wait.' },
    ] as const
    expect(renderDoctor(findings, plainScreen)).toBe(
      '✓ node   it is new\n✗ store  it is locked\n         → Wait.\n\n1 error.',
    )
    expect(renderDoctor(findings.slice(0, 1), plainScreen)).toContain('All is well.')
  })
})
