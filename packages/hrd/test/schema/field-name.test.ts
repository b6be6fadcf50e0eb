import { describe, expect, it } from 'vitest'
import { toFieldName } from '../../src/schema/field-name.ts'

describe('the name of a field', () => {
  it.each([
    ['ssh.port', 'sshPort'],
    ['oauth.client_id', 'oauthClientId'],
    ['a_b.c', 'aBC'],
    ['a.b_c', 'aBC'],
    ['sizeID', 'sizeID'],
    ['a.1', 'a1'],
    ['struct', 'struct'],
    ['bot.Secret', 'botSecret'],
  ])('of %s is %s, as AYS 8.1 made it', (key, name) => {
    expect(toFieldName(key)).toBe(name)
  })

  it.each(['a__b', 'a_', 'a.', 'a..b', '_a', '.a', 'a-b', 'a b', 'é', 'Upper', '1a', ''])(
    'cannot be made of %j, where 8.1 failed',
    (key) => {
      expect(toFieldName(key)).toBeUndefined()
    },
  )
})
