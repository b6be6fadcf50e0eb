import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const PLACE = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g

/**
 * The stack with lines of sources in the place of those of bundled files. Node would read all maps at every
 * start to do the same; here they are read when there is something to tell.
 */
export function readableStack(stack: string): string {
  return stack.replaceAll(
    PLACE,
    (place, url: string, line: string, column: string) =>
      sourceOf(url, Number(line), Number(column)) ?? place,
  )
}

function sourceOf(url: string, line: number, column: number): string | undefined {
  const map = mapOf(url)
  // Maps count from 0, stacks from 1.
  const entry = map?.findEntry(line - 1, column - 1)
  if (!entry || !('originalSource' in entry)) return undefined
  const { originalSource, originalLine, originalColumn } = entry
  const file = fileURLToPath(new URL(originalSource, url))
  return `${file}:${originalLine + 1}:${originalColumn + 1}`
}

function mapOf(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8')))
  } catch {
    return undefined
  }
}
