import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

const file = createRequire(import.meta.url).resolve('@ays/cli/documents.schema.json')
const ajv = new Ajv2020({ strict: false, schemas: { documents: readSchema() } })

/** Throws when it is not what the published schema of the command says that --json prints. */
export function checkDocument(args: readonly string[], document: unknown): void {
  const words = isFailure(document) ? 'failure' : wordsOf(args)
  const validate = schemaOf(words)
  if (!validate) throw new Error(`ays ${args.join(' ')} has no schema`)
  if (validate(document)) return
  const faults = ajv.errorsText(validate.errors, { dataVar: '' })
  throw new Error(`ays ${args.join(' ')} printed what its schema does not know: ${faults}`)
}

/** False for a command of which nothing is published. */
export function hasSchema(words: string): boolean {
  return schemaOf(words) !== undefined
}

function schemaOf(words: string): ValidateFunction | undefined {
  return ajv.getSchema(`documents#/$defs/${encodeURIComponent(words)}`)
}

/** The command among the args: as many words at their head as there is a command of. */
function wordsOf(args: readonly string[]): string {
  for (let count = 3; count > 1; count--) {
    const words = args.slice(0, count).join(' ')
    if (hasSchema(words)) return words
  }
  return args[0] ?? ''
}

function isFailure(document: unknown): boolean {
  return typeof document === 'object' && document !== null && 'error' in document
}

function readSchema(): object {
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof schema !== 'object' || schema === null) throw new Error(`${file} is no schema`)
  return schema
}
