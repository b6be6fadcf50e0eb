import { CODEC, type Codec, Container, STORE, type Store, token } from '@ays/core'
import { expect, test } from 'tstyche'

declare const codec: Codec
const container = new Container()

test('get() returns the type that the token remembers', () => {
  expect(container.get(STORE)).type.toBe<Store>()
  expect(container.get(token<Codec>('Codec'))).type.toBe<Codec>()
})

test('getAll() returns a list of the type that the token remembers', () => {
  expect(container.getAll(STORE)).type.toBe<Store[]>()
})

test('only what fits the token can be bound', () => {
  expect(container.value(CODEC, codec)).type.toBe<Container>()
  expect(container.bind(CODEC, () => codec)).type.toBe<Container>()
  expect(container.value(STORE, codec)).type.toRaiseError("'Codec' is not assignable")
  expect(container.bind(STORE, () => codec)).type.toRaiseError("'Codec' is missing")
})

test('a token of one type is not a token of another', () => {
  expect(CODEC).type.not.toBeAssignableTo(STORE)
})
