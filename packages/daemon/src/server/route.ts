import type { AysApi, RunEvent } from '@ays/core'
import type { Wire, WireName } from '../wire.ts'

/** What a call may use beside its input. */
interface CallOptions {
  readonly signal: AbortSignal
  /** Gets what a run tells; nobody listens unless the caller asked for a stream. */
  readonly on: (event: RunEvent) => void
}

/** One operation of the HTTP API: what it takes and answers by the names of its schemas. */
interface RouteDefinition<
  P extends WireName,
  Q extends WireName,
  B extends WireName,
  A extends WireName,
> {
  /** The method of AysApi. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /v1. */
  readonly url: string
  readonly summary: string
  readonly path?: P
  readonly query?: Q
  readonly body?: B
  readonly answer: A
  /** Tells of progress, to callers that accept text/event-stream. */
  readonly streams?: true
  /** The work goes on when the caller is lost; only being asked to stop stops it. */
  readonly outlives?: true
  readonly call: (
    api: AysApi,
    input: { readonly path: Wire[P]; readonly query: Wire[Q]; readonly body: Wire[B] },
    options: CallOptions,
  ) => Promise<Wire[A]>
}

/** A route whose input has been checked against its schemas by whoever calls it. */
export interface Route extends Omit<
  RouteDefinition<WireName, WireName, WireName, WireName>,
  'call'
> {
  readonly call: (api: AysApi, input: RouteInput, options: CallOptions) => Promise<unknown>
}

interface RouteInput {
  readonly path: unknown
  readonly query: unknown
  readonly body: unknown
}

/** Forgets the types of the input: a table has many routes. */
export function route<
  A extends WireName,
  P extends WireName = never,
  Q extends WireName = never,
  B extends WireName = never,
>(definition: RouteDefinition<P, Q, B, A>): Route {
  type Input = Parameters<typeof definition.call>[1]
  return {
    ...definition,
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schemas are made of these types
    call: (api, input, options) => definition.call(api, input as Input, options),
  }
}
