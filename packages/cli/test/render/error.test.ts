import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { errorDocument, renderError } from '../../src/render/error.ts'
import { plainScreen } from '../../src/render/screen.ts'

const render = (error: unknown) => renderError(error, plainScreen)

describe('an error', () => {
  it('is told with its code, its causes and what to do', () => {
    const cause = new Error('ECONNREFUSED', { cause: new Error('no route') })
    const error = new AysError('AYS_STORE_UNREACHABLE', 'the store does not answer', {
      cause,
      hint: 'Start it.',
    })
    expect(render(error)).toBe(
      `
error AYS_STORE_UNREACHABLE the store does not answer
  caused by: ECONNREFUSED
  caused by: no route
  Start it.
`.trim(),
    )
  })

  it('does not repeat what a cause has said', () => {
    const cause = new Error('Missing arg:\n\tname\nSee more help')
    expect(render(new AysError('AYS_USAGE', 'Missing arg:\n  name', { cause }))).toBe(
      'error AYS_USAGE Missing arg:\n  name',
    )
  })

  it('with diagnostics lists them all and counts them', () => {
    const diagnostics = ['one', 'two'].map(
      (summary) => ({ severity: 'error', code: 'AYS_BLUEPRINT_KEY', summary }) as const,
    )
    expect(render(new AysError('AYS_INPUT_INVALID', 'one (and 1 more)', { diagnostics }))).toBe(
      `
error AYS_BLUEPRINT_KEY one
error AYS_BLUEPRINT_KEY two
error AYS_INPUT_INVALID 2 errors
`.trim(),
    )
  })

  it('that nobody expected brings its stack', () => {
    expect(render(new TypeError('x is undefined'))).toMatch(/^error x is undefined\n {2}at /)
    expect(render(new AysError('AYS_INTERNAL', 'broken'))).toMatch(/broken\n {2}at /)
  })

  it('of the system or of oclif needs no stack', () => {
    const error = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    expect(render(error)).toBe('error no space left')
  })

  it('is none when somebody asked to stop', () => {
    const cause = new Error('User force closed the prompt')
    expect(render(new AysError('AYS_CANCELLED', 'nothing was changed', { cause }))).toBe(
      'Cancelled: nothing was changed.',
    )
  })

  it('is one JSON document without stacks', () => {
    const cause = new Error('below')
    const document = errorDocument(new AysError('AYS_USAGE', 'what?', { cause, hint: 'This.' }))
    expect(JSON.parse(document)).toEqual({
      error: {
        name: 'AysError',
        code: 'AYS_USAGE',
        message: 'what?',
        hint: 'This.',
        cause: { name: 'Error', message: 'below' },
      },
    })
  })
})
