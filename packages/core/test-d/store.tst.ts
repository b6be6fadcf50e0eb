import { ABSENT, type Commit, type CommitResult, Container, type Entry, STORE } from '@ays/core'
import { expect, test } from 'tstyche'

const store = new Container().get(STORE)
const key = 'svc/node/1'
const value = new Uint8Array()

test('a commit has checks, puts, deletes and fences, none of them required', () => {
  expect({}).type.toBeAssignableTo<Commit>()
  expect({
    id: 'run/1',
    checks: [{ key, version: ABSENT }],
    puts: [{ key, value }],
    deletes: [key],
    fences: [{ lease: 'run', token: 7 }],
  }).type.toBeAssignableTo<Commit>()
  expect<keyof Commit>().type.toBe<'id' | 'checks' | 'puts' | 'deletes' | 'fences'>()
})

test('a commit puts bytes, and names the version or the token of what it checks', () => {
  expect({ puts: [{ key, value: 'text' }] }).type.not.toBeAssignableTo<Commit>()
  expect({ checks: [{ key }] }).type.not.toBeAssignableTo<Commit>()
  expect({ fences: [{ lease: 'run' }] }).type.not.toBeAssignableTo<Commit>()
})

test('a part of a commit is left out, not undefined', () => {
  expect({ puts: undefined }).type.not.toBeAssignableTo<Commit>()
})

test('a commit answers its revision and the versions of what it put', () => {
  expect(store.commit({})).type.toBe<Promise<CommitResult>>()
  expect<CommitResult['revision']>().type.toBe<string>()
  expect<CommitResult['versions']>().type.toBe<ReadonlyMap<string, string>>()
})

test('an entry that was read is a check that it has not changed', () => {
  expect(store.get(key)).type.toBe<Promise<Entry | undefined>>()
  expect<{ checks: Entry[] }>().type.toBeAssignableTo<Commit>()
})
