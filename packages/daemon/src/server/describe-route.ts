import { SCHEMAS } from '../schemas.gen.ts'
import type { WireName } from '../wire.ts'
import { LIMIT } from './pages.ts'
import type { Route } from './route.ts'
import { fieldsOf } from './select-fields.ts'

/** The schema of parameters where an operation has none. */
export const NOTHING = { type: 'object', properties: {}, additionalProperties: false }

const IF_MATCH = {
  type: 'object',
  properties: {
    'if-match': { type: 'string', description: 'The ETag of GET /v1/services/{address}, or *' },
  },
}

/** The schema with this name, for fastify. */
export function ref(name: WireName): { readonly $ref: string } {
  return { $ref: `${name}#` }
}

/** What a route takes and answers: fastify checks requests by it, and the OpenAPI document is made of it. */
export function describeRoute(route: Route): Readonly<Record<string, unknown>> {
  const { id, summary, path, query, body, answer, streams, fixedScope } = route
  const content = {
    ...(answer && { 'application/json': { schema: ref(answer) } }),
    ...(streams && { 'text/event-stream': { schema: ref(streams) } }),
  }
  return {
    operationId: id,
    summary,
    'x-scope': fixedScope ?? 'by what is asked',
    ...(path && { params: ref(path), 'x-path': path }),
    querystring: queryOf(route),
    ...(query && { 'x-query': query }),
    ...(route.ifMatch && { headers: IF_MATCH }),
    ...(body && { body: ref(body) }),
    response: {
      200: { description: summary, content },
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    },
  }
}

/** The parameters of a route, and of one that reads which fields it shall answer with. */
function queryOf({ method, query, answer, next }: Route): unknown {
  const own = query === undefined ? NOTHING : { ...NOTHING, ...SCHEMAS[query] }
  const schema = next ? { ...own, properties: { ...own.properties, limit: LIMIT } } : own
  const known = answer === undefined ? [] : fieldsOf(answer)
  if (method !== 'GET' || known.length === 0) return schema
  const description = 'Only these fields of the document, or of every document of the list'
  const fields = { type: 'array', items: { type: 'string', enum: known }, description }
  return { ...schema, properties: { ...schema.properties, fields } }
}

/** A document whose references are those of OpenAPI, also where fastify leaves its own. */
export function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    key === '$ref'
      ? String(inner).replace(/^(\w+)#$/, '#/components/schemas/$1')
      : withReferences(inner),
  ])
  return Object.fromEntries(entries)
}
