import { describe, expect, it } from 'vitest'
import { retryDelay } from '../../src/run/retry-delay.ts'

const POLICY = [10_000, 60_000]
const FAILED = { name: 'AysError', message: 'no', code: 'AYS_JOB_FAILED' }
const still = () => 0

describe('the wait before a job is tried again', () => {
  it.each([
    [0, 10_000],
    [1, 60_000],
    [2, undefined],
  ])('after %i failures before is %s', (failures, wait) => {
    expect(retryDelay(POLICY, { failures }, FAILED, still)).toBe(wait)
  })

  it('is spread by up to a tenth', () => {
    expect(retryDelay(POLICY, { failures: 0 }, FAILED, () => 1)).toBe(11_000)
  })

  it.each(['AYS_CANCELLED', 'AYS_DATA_INVALID', 'AYS_INPUT_INVALID', 'AYS_JOB_UNLOADABLE'])(
    'is none after %s: it would end the same',
    (code) => {
      expect(retryDelay(POLICY, { failures: 0 }, { ...FAILED, code })).toBeUndefined()
    },
  )

  it.each(['AYS_CLAIMED', 'AYS_JOB_TIMEOUT', 'AYS_JOB_CRASHED'])('is kept after %s', (code) => {
    expect(retryDelay(POLICY, { failures: 0 }, { ...FAILED, code }, still)).toBe(10_000)
  })

  it('is none when the author says that it is of no use', () => {
    const error = { ...FAILED, details: { retryable: false } }
    expect(retryDelay(POLICY, { failures: 0 }, error)).toBeUndefined()
  })
})
