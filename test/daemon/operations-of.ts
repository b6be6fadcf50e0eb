import { type Scope, SCOPES } from '@ays/core'
import { createOpenApi } from '@ays/daemon'

/** An operation of the OpenAPI document, as far as the tests ask. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** With its parameters in braces. */
  readonly url: string
  readonly parameters: readonly string[]
  readonly queries: readonly string[]
  readonly takesBody: boolean
  /** Undefined where anybody may ask. */
  readonly scope: Scope | undefined
}

/** Every operation that the server describes. */
export async function readOperations(): Promise<Operation[]> {
  const document = asObject(await createOpenApi())
  return entriesOf(document['paths']).flatMap(([url, methods]) =>
    entriesOf(methods).map(([method, operation]) => {
      const { operationId, parameters, requestBody, security, ...rest } = asObject(operation)
      const all = Array.isArray(parameters) ? parameters.map(asObject) : []
      const namesIn = (place: string) =>
        all.filter((one) => one['in'] === place).map((one) => String(one['name']))
      return {
        id: String(operationId),
        method: method.toUpperCase(),
        url,
        parameters: namesIn('path'),
        queries: namesIn('query'),
        takesBody: requestBody !== undefined,
        scope: Array.isArray(security) ? undefined : scopeOf(rest['x-scope']),
      }
    }),
  )
}

/** Where it hangs on what is asked, `read` is what it takes to be heard. */
function scopeOf(value: unknown): Scope {
  return SCOPES.find((scope) => scope === value) ?? 'read'
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(asObject(value))
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`no object: ${typeof value}`)
  return { ...value }
}
