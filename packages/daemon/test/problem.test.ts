import { AysError } from '@ays/core'
import { describe, expect, it } from 'vitest'
import { fromProblem, toProblem } from '../src/problem.ts'

describe('a problem', () => {
  const error = new AysError('AYS_INPUT_INVALID', 'two faults', {
    cause: new TypeError('below', { cause: new AysError('AYS_USAGE', 'deeper') }),
    details: { count: 2 },
    hint: 'Mend them.',
    diagnostics: [
      {
        severity: 'error',
        code: 'AYS_FIELD_UNKNOWN',
        summary: 'no such field',
        source: { file: 'a.yaml', line: 2, column: 3 },
      },
    ],
  })

  it('is the same error again after it has crossed the wire, causes included', () => {
    const again = fromProblem(JSON.parse(JSON.stringify(toProblem(error))))
    const { code, message, hint, details, diagnostics } = error
    expect(again).toMatchObject({ code, message, hint, details, diagnostics })
    expect(again.cause).toMatchObject({ name: 'TypeError', message: 'below' })
    expect(again.cause).toMatchObject({ cause: { code: 'AYS_USAGE', message: 'deeper' } })
  })

  it('names the request, the code and what the code means', () => {
    expect(toProblem(error, 'a-request')).toMatchObject({
      type: 'urn:ays:error:AYS_INPUT_INVALID',
      title: 'what the user wrote has faults; each is a diagnostic',
      status: 422,
      detail: 'two faults',
      instance: 'urn:ays:request:a-request',
    })
  })

  it('holds no stack, however deep', () => {
    expect(JSON.stringify(toProblem(error))).not.toContain('"stack"')
  })

  it('of an error that is none of ours has the status 500 and no code', () => {
    expect(toProblem(new TypeError('oops'))).toMatchObject({ status: 500, name: 'TypeError' })
    expect(fromProblem(toProblem(new TypeError('oops')))).toMatchObject({ message: 'oops' })
  })
})
