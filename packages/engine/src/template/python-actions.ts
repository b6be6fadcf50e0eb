import type { Diagnostic } from '@ays/core'

/**
 * A warning that names the functions of an actions.py which nothing exports here: Python does not
 * run. Undefined when all of them are there.
 */
export function pythonWarning(
  text: string,
  file: string,
  exported: ReadonlySet<string>,
): Diagnostic | undefined {
  const functions = [...text.matchAll(/^(?:async[ \t]+)?def[ \t]+(\w+)/gm)].map(
    ([, name]) => name ?? '',
  )
  const missing = [...new Set(functions)].filter((name) => !exported.has(name))
  if (missing.length === 0) return undefined
  return {
    severity: 'warning',
    code: 'AYS_ACTION_INVALID',
    summary: `Python actions do not run: ${missing.join(', ')}`,
    detail: 'Export functions of these names from an actions.ts beside it.',
    source: { file, line: 1, column: 1 },
  }
}
