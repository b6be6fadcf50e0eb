import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { asUsageError, unknownCommand } from '../src/usage-error.ts'

const parseError = (message: string, facts: object) =>
  Object.assign(new Error(`${message}\nSee more help with --help`), { oclif: { exit: 2 } }, facts)

describe('wrong usage', () => {
  it('names the command that was probably meant', () => {
    const known = ['plan', 'run', 'run:list', 'service:show']
    expect(unknownCommand('plna', known).hint).toBe('Did you mean "plan"?')
    expect(unknownCommand('run:lst', known).hint).toBe('Did you mean "run list"?')
    expect(unknownCommand('frobnicate', known).hint).toBe('See all of them: ays --help')
  })

  it('names the argument of a command that takes none', () => {
    const known = ['store', 'store:migrate', 'store:move']
    expect(unknownCommand('store:migrate:redis://localhost:6379', known)).toMatchObject({
      message: 'ays store migrate takes no "redis://localhost:6379"',
      hint: 'See ays store migrate --help',
    })
  })

  it('names the flag that was probably meant', () => {
    const parse = { input: { flags: { prune: {}, target: {} } } }
    const error = asUsageError(
      parseError('Nonexistent flag: --prun', { parse, flags: ['--prun'] }),
      'apply',
    )
    expect(error).toMatchObject({
      code: 'AYS_USAGE',
      message: 'Nonexistent flag: --prun',
      hint: 'Did you mean "--prune"?',
    })
  })

  it('points at the help of the command when nothing is near', () => {
    const error = asUsageError(
      parseError('Missing 1 required arg:\naction', { parse: {} }),
      'service:show',
    )
    expect(error).toMatchObject({
      message: 'Missing 1 required arg:\n  action',
      hint: 'See ays service show --help',
    })
  })

  it('leaves every other error as it is', () => {
    const error = new AysError('AYS_STORE_LOCKED', 'held')
    expect(asUsageError(error, 'plan')).toBe(error)
  })
})
