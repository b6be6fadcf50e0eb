import type { Action, ActionContext, ActionService, Json } from '@ays/core'
import { expect, test } from 'tstyche'

interface Site {
  readonly root: string
  readonly port: number
}

declare const context: Parameters<Action<Site, { readonly force?: boolean }>>[0]

test('an action reads the data of its own service and its args as they are declared', () => {
  expect(context.service.data).type.toBe<Site>()
  expect(context.args).type.toBe<{ readonly force?: boolean }>()
})

test('an action that declares nothing reads unknown fields and plain args', () => {
  expect<ActionContext['service']['data']>().type.toBe<Readonly<Record<string, unknown>>>()
  expect<ActionContext['args']>().type.toBe<Readonly<Record<string, Json>>>()
})

test('a role may have no producers', () => {
  expect(context.producers['zone']).type.toBe<readonly ActionService[] | undefined>()
})

test('an action returns fields of the data or nothing, at once or later', () => {
  expect<() => { port: number }>().type.toBeAssignableTo<Action<Site>>()
  expect<() => Promise<{ root: string }>>().type.toBeAssignableTo<Action<Site>>()
  expect<() => void>().type.toBeAssignableTo<Action<Site>>()
  expect<() => Promise<void>>().type.toBeAssignableTo<Action<Site>>()
})

test('an action cannot return a field of another type', () => {
  expect<() => { port: string }>().type.not.toBeAssignableTo<Action<Site>>()
  expect<() => Promise<{ port: string }>>().type.not.toBeAssignableTo<Action<Site>>()
})

test('an event carries plain data only', () => {
  expect(context.emit).type.toBeCallableWith('site.installed', { name: 'main', ports: [80, 443] })
  expect(context.emit).type.not.toBeCallableWith('site.installed', new Date())
})
