import { AysError, type ErrorCode } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfRun } from '../src/exit-codes.ts'

const fault = { severity: 'error', code: 'AYS_FIELD_UNKNOWN', summary: 'no such field' } as const

describe('exit codes', () => {
  it.each<[number, unknown]>([
    [1, new AysError('AYS_STORE_LOCKED', 'held')],
    [1, new AysError('AYS_RUN_FAILED', 'failed')],
    [1, new Error('anything')],
    [1, 'a thrown text'],
    [2, new AysError('AYS_USAGE', 'what?')],
    [2, new AysError('AYS_SERVICE_UNKNOWN', 'who?')],
    [2, new AysError('AYS_REPOSITORY_MISSING', 'where?')],
    [2, new AysError('AYS_PLAN_STALE', 'any code', { diagnostics: [fault] })],
    [2, Object.assign(new Error('of oclif'), { oclif: { exit: 2 } })],
    [130, new AysError('AYS_CANCELLED', 'stop')],
    [130, new DOMException('stop', 'AbortError')],
  ])('are %i for %s', (code, error) => {
    expect(exitCodeOf(error)).toBe(code)
  })

  it('do not blame the input for a warning', () => {
    const diagnostics = [{ ...fault, severity: 'warning' as const }]
    const code: ErrorCode = 'AYS_STORE_LOCKED'
    expect(exitCodeOf(new AysError(code, 'held', { diagnostics }))).toBe(1)
  })

  it('tell how a run ended', () => {
    const states = ['ok', 'error', 'cancelled', 'running'] as const
    expect(states.map(exitCodeOfRun)).toEqual([0, 1, 130, 1])
  })
})
