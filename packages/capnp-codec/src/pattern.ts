import { createRequire } from 'node:module'
import type * as Re2 from 're2js'

const require = createRequire(import.meta.url)
const compiled = new Map<string, (text: string) => boolean>()

/**
 * A matcher of whole texts in time linear to the text, whatever the pattern (RE2 syntax). The library
 * is loaded with the first pattern. Throws what it throws for a pattern that is none.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  let matches = compiled.get(pattern)
  if (matches === undefined) {
    const re2: typeof Re2 = require('re2js')
    const regex = re2.RE2JS.compile(pattern)
    matches = (text) => regex.matches(text)
    compiled.set(pattern, matches)
  }
  return matches
}
