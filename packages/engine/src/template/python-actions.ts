import type { Diagnostic } from '@ays/core'

const FUNCTION = /^(?:async[ \t]+)?def[ \t]+(\w+)/gm

/**
 * Python does not run: a warning that names the functions of an actions.py that nothing exports here.
 * None when all of them are exported.
 */
export function pythonWarnings(
  text: string,
  file: string,
  exported: ReadonlySet<string>,
): Diagnostic[] {
  const functions = [...text.matchAll(FUNCTION)].flatMap(([, name]) => name ?? [])
  const missing = [...new Set(functions)].filter((name) => !exported.has(name))
  if (missing.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'AYS_ACTION_INVALID',
      summary: `Python actions do not run: ${missing.join(', ')}`,
      detail: 'Export functions of these names from an actions.ts beside it.',
      source: { file, line: 1, column: 1 },
    },
  ]
}
