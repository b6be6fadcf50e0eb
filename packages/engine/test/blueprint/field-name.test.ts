import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldName } from '../../src/blueprint/field-name.ts'

describe('the spelling of a field', () => {
  it.each([
    ['ssh.port', 'sshPort'],
    ['oauth.client_id', 'oauthClientId'],
    ['a_b.c', 'aBC'],
    ['a.b_c', 'aBC'],
    ['sizeID', 'sizeID'],
    ['a.1', 'a1'],
    ['_a', 'A'],
    ['.a', 'A'],
    ['a-b', 'a-b'],
  ])('of %s is %s, as in AYS 8.1', (text, name) => {
    expect(fieldName(text)).toBe(name)
  })

  it.each(['a__b', 'a_', 'a.', 'a..b', 'a_.b'])('stays where 8.1 failed: %s', (text) => {
    expect(fieldName(text)).toBe(text)
  })

  it('is the same for dots and for underscores, and stays what it is', () => {
    const part = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,5}$/)
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const name = fieldName(parts.join('.'))
        expect(fieldName(parts.join('_'))).toBe(name)
        expect(fieldName(name)).toBe(name)
      }),
    )
  })
})
