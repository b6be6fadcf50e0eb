import { Ajv2020 } from 'ajv/dist/2020.js'
import type { FastifySchemaCompiler } from 'fastify'
import { SCHEMAS } from '../schemas.gen.ts'

/** Bodies are taken as they are; what stands in a URL is text, so its
 * numbers are read, and a parameter that stands there once may be a list of one. */
export function schemaCompiler(): FastifySchemaCompiler<object> {
  const body = createAjv(false)
  const url = createAjv('array')
  return ({ schema, httpPart }) => (httpPart === 'body' ? body : url).compile(schema)
}

function createAjv(coerceTypes: false | 'array'): Ajv2020 {
  const ajv = new Ajv2020({ coerceTypes, strict: false })
  for (const [name, schema] of Object.entries(SCHEMAS)) ajv.addSchema({ ...schema, $id: name })
  return ajv
}
