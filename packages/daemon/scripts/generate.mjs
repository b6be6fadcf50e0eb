// Makes the schemas of wire.ts, the OpenAPI document of the routes and the client's operations from that;
// with --check says which of them are stale.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { createGenerator } from 'ts-json-schema-generator'
import { modern } from '../../../scripts/json-schema.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = path.join(root, 'packages/daemon')
const HEAD = '// Made by `npm run generate`. Never edited by hand.\n\n'

write('packages/daemon/src/schemas.gen.ts', schemas())
const document = await openapi()
write('docs/reference/openapi.json', `${JSON.stringify(document, undefined, 2)}\n`)
write('packages/daemon/src/client/operations.gen.ts', operations())

function schemas() {
  const generator = createGenerator({
    path: path.join(folder, 'src/wire.ts'),
    tsconfig: path.join(folder, 'tsconfig.json'),
    type: 'Wire',
    skipTypeCheck: true,
    additionalProperties: false,
  })
  const { Wire, ...shared } = generator.createSchema('Wire').definitions
  const named = Object.entries(Wire.properties).filter(([name]) => !(name in shared))
  const all = { ...shared, ...Object.fromEntries(named) }
  const sorted = Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const text = JSON.stringify(modern(sorted), undefined, 2).replaceAll('#/definitions/', '')
  return `${HEAD}/** JSON Schemas (2020-12) of all that crosses the wire, by name; they refer to each other as \`Name#\`. */
export const SCHEMAS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = ${text.replaceAll(/"\$ref": "([^"]+)"/g, '"$ref": "$1#"')}
`
}

async function openapi() {
  const outfile = path.join(folder, 'temp-openapi.mjs')
  await build({
    entryPoints: [path.join(folder, 'src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@ays/source'],
    external: [
      'fastify',
      'light-my-request',
      '@fastify/*',
      'pino',
      'prom-client',
      'ajv',
      'ajv/*',
      'reflect-metadata',
      'tsyringe',
    ],
    logLevel: 'error',
  })
  try {
    const { createOpenApi } = await import(pathToFileURL(outfile).href)
    return await createOpenApi()
  } finally {
    rmSync(outfile)
  }
}

/** What each operation of the document takes and answers, and where it is to be found. */
function operations() {
  const all = Object.entries(document.paths).flatMap(([url, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ url, method, operation })),
  )
  const places = all.map(
    ({ url, method, operation: { operationId } }) =>
      `  ${operationId}: { method: '${method.toUpperCase()}', url: '${url}' },\n`,
  )
  const types = all.map(({ operation }) => {
    const members = {
      path: operation['x-path'],
      query: operation['x-query'],
      body: nameOf(operation.requestBody),
      answer: nameOf(operation.responses[200]),
    }
    const lines = Object.entries(members).map(([key, name]) => `    ${key}: ${wireType(name)}\n`)
    return `  ${operation.operationId}: {\n${lines.join('')}  }\n`
  })
  return `${HEAD}import type { Wire } from '../wire.ts'

/** Method and URL of every operation. */
export const OPERATIONS = {
${places.join('')}} as const

/** What every operation takes and answers. */
export interface Operations {
${types.join('')}}
`
}

function wireType(name) {
  return name === undefined ? 'undefined' : `Wire['${name}']`
}

function nameOf(message) {
  return message?.content?.['application/json']?.schema.$ref.replace('#/components/schemas/', '')
}

function write(file, text) {
  const target = path.join(root, file)
  if (read(target) === text) return
  if (process.argv.includes('--check')) {
    console.error(`${file} is stale: run \`npm run generate\``)
    process.exitCode = 1
  } else {
    writeFileSync(target, text)
    console.log(file)
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
