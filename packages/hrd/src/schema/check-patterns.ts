import { type CompilePattern, describeError } from '@ays/core'
import type { Report } from '../report.ts'
import { show } from '../show.ts'
import type { Field } from './read-field.ts'

/** Reports each `regex:` that is none, and each default that its `regex:` does not match. */
export function checkPatterns(
  fields: readonly Field[],
  compile: CompilePattern,
  report: Report,
): void {
  for (const field of fields) {
    const tag = field.tags.values.get('regex')
    if (tag === undefined) continue
    const matches = tryCompile(compile, tag.raw)
    if (typeof matches === 'function') checkDefault(field, matches, report)
    else report.error(tag, `${show(tag.raw)} is no regular expression`, `${matches}. ${SYNTAX}`)
  }
}

const SYNTAX = 'The syntax is that of RE2: nothing looks ahead or back, so it ends in linear time.'

/** The matcher, or what is wrong with the pattern. */
function tryCompile(compile: CompilePattern, pattern: string): ReturnType<CompilePattern> | string {
  try {
    return compile(pattern)
  } catch (error) {
    return describeError(error).message
  }
}

function checkDefault(
  { tags, default: initial }: Field,
  matches: ReturnType<CompilePattern>,
  report: Report,
): void {
  const tag = tags.values.get('default')
  if (tag === undefined) return
  const values: readonly unknown[] = [initial].flat()
  if (values.every((value) => typeof value !== 'string' || value === '' || matches(value))) return
  const detail = 'AYS 8.1 did not look. It stays the default, but no blueprint can give this value.'
  report.ignored(tag, 'the default does not match the regex of its field', detail)
}
