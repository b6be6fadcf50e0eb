import type { Diagnostic } from '@ays/core'
import { type ParsedSchema, type ParseOptions, parseSchema } from '../text/parse-schema.ts'
import { readRequest } from './read-request.ts'
import { type Complaint, type ImportOptions, runCompiler } from './run-compiler.ts'

/** How to read a schema that may use the whole language. */
export interface CompileOptions extends ParseOptions, ImportOptions {}

/**
 * Reads schema text that may use the whole language. What needs no compiler is read without one; for
 * imports, generics, interfaces and embeds the `capnp` program is asked. Where it is not installed,
 * each of them is a diagnostic AYS_SCHEMA_UNSUPPORTED that says how to install it.
 */
export function compileSchema(text: string, options: CompileOptions): ParsedSchema {
  const parsed = parseSchema(text, options)
  if (!parsed.diagnostics.some(({ code }) => code === 'AYS_SCHEMA_UNSUPPORTED')) return parsed
  const output = runCompiler(text, options)
  if ('missing' in output) return parsed
  if ('complaints' in output)
    return {
      diagnostics: output.complaints.map((complaint) => toDiagnostic(complaint, options.file)),
    }
  return readRequest(output.request, options)
}

function toDiagnostic({ file, line, column, summary }: Complaint, main: string): Diagnostic {
  return {
    severity: 'error',
    code: 'AYS_SCHEMA_INVALID',
    summary: summary.replace(/\.$/, ''),
    source: { file: file ?? main, line, column },
  }
}
