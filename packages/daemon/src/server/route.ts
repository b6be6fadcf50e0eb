import type { AysApi, ChangeEvent, RunEvent, Scope } from '@ays/core'
import type { Wire, WireName } from '../wire.ts'
import type { KnownPlans } from './known-plans.ts'

/** What a call may use beside its input. */
interface CallOptions {
  readonly signal: AbortSignal
  /** Gets what a run tells; nobody listens unless the caller asked for a stream. */
  readonly on: (event: RunEvent | ChangeEvent) => void
  readonly plans: KnownPlans
}

/** What of a request has been checked against the schemas of its route. */
interface CheckedInput<P extends WireName, Q extends WireName, B extends WireName> {
  readonly path: Wire[P]
  readonly query: Wire[Q]
  readonly body: Wire[B]
}

type EntryOf<T> = T extends readonly (infer E)[] ? E : never

type ScopeOf<I> = (input: I, plans: KnownPlans) => Scope

/** One operation of the HTTP API: what it takes and answers by the names of its schemas. */
interface RouteDefinition<
  P extends WireName,
  Q extends WireName,
  B extends WireName,
  A extends WireName,
> {
  /** The method of AysApi. */
  readonly id: string
  /** What a caller must be allowed. Where that hangs on the input, `read` is what it takes to be heard. */
  readonly scope: Scope | ScopeOf<CheckedInput<P, Q, B>>
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /v1. */
  readonly url: string
  readonly summary: string
  readonly path?: P
  readonly query?: Q
  readonly body?: B
  /** Absent where only events are told. */
  readonly answer?: A
  /** What it tells on the way, to callers that accept text/event-stream. */
  readonly streams?: 'RunEvent' | 'ChangeEvent'
  /** Changes nothing, though it takes more than looking. */
  readonly pure?: true
  /** Changes a service; its body takes `ifVersion`, which the header If-Match can say too. */
  readonly ifMatch?: true
  /** Of a list that is answered page by page: what to ask for behind this entry. */
  readonly next?: (last: EntryOf<Wire[A]>) => Partial<Wire[Q]>
  /** The work goes on when the caller is lost; only being asked to stop stops it. */
  readonly outlives?: true
  readonly call: (
    api: AysApi,
    input: CheckedInput<P, Q, B>,
    options: CallOptions,
  ) => Promise<Wire[A]>
}

/** A route whose input has been checked against its schemas by whoever calls it. */
export interface Route extends Omit<
  RouteDefinition<WireName, WireName, WireName, WireName>,
  'call' | 'next' | 'scope'
> {
  readonly scope: (input: RouteInput, plans: KnownPlans) => Scope
  /** It is the same for any input. */
  readonly fixedScope?: Scope
  readonly next?: (last: unknown) => object
  readonly call: (api: AysApi, input: RouteInput, options: CallOptions) => Promise<unknown>
}

/** The parts of a request. */
export interface RouteInput {
  readonly path: unknown
  readonly query: unknown
  readonly body: unknown
}

/** Forgets the types of the input: a table has many routes. */
export function route<
  A extends WireName = never,
  P extends WireName = never,
  Q extends WireName = never,
  B extends WireName = never,
>(definition: RouteDefinition<P, Q, B, A>): Route {
  type Input = CheckedInput<P, Q, B>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schemas are made of these types
  const checked = (input: RouteInput) => input as Input
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answers are made of these types
  const entry = (last: unknown) => last as EntryOf<Wire[A]>
  const { scope, call, next, ...rest } = definition
  return {
    ...rest,
    scope: (input, plans) => (typeof scope === 'string' ? scope : scope(checked(input), plans)),
    ...(typeof scope === 'string' && { fixedScope: scope }),
    ...(next && { next: (last) => next(entry(last)) }),
    call: (api, input, options) => call(api, checked(input), options),
  }
}
