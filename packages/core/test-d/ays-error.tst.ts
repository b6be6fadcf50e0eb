import { AysError, type ErrorCode, isAysError } from '@ays/core'
import { expect, test } from 'tstyche'

test('isAysError() turns a thrown value into an AysError', () => {
  const thrown: unknown = new Error('something')

  if (isAysError(thrown)) {
    expect(thrown).type.toBe<AysError>()
    expect(thrown.code).type.toBe<ErrorCode>()
  } else {
    expect(thrown).type.toBe<unknown>()
  }
  if (isAysError(thrown, 'AYS_CANCELLED')) expect(thrown).type.toBe<AysError>()
})

test('only a code of the list can be asked for or thrown', () => {
  expect(isAysError).type.toBeCallableWith(undefined, 'AYS_STORE_CONFLICT')
  expect(isAysError).type.not.toBeCallableWith(undefined, 'AYS_NEVER_HEARD_OF')
  expect(AysError).type.toBeConstructableWith('AYS_USAGE', 'a message', { hint: 'do this' })
  expect(AysError).type.not.toBeConstructableWith('AYS_NEVER_HEARD_OF', 'a message')
})
