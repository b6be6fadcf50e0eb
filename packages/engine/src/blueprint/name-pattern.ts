import type { RE2JS } from 're2js'

/** A filter over names: a regular expression (RE2) that the whole name must match. */
export interface NamePattern {
  readonly text: string
  matches(name: string): boolean
}

const LITERAL = /^[\w-]+$/

/** Compiles in linear time, and matches in linear time. Undefined for what RE2 refuses. */
export async function namePattern(text: string): Promise<NamePattern | undefined> {
  if (LITERAL.test(text)) return { text, matches: (name) => name === text }
  const compiled = await compile(text)
  return compiled && { text, matches: (name) => compiled.testExact(name) }
}

/** Loaded late: most blueprints filter by plain names, or not at all. */
async function compile(text: string): Promise<RE2JS | undefined> {
  const { RE2JS: Engine } = await import('re2js')
  try {
    return Engine.compile(text)
  } catch {
    return undefined
  }
}
