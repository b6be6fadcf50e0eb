import { findSourceMap } from 'node:module'
import type { Json } from '@ays/core'

/** How many lines before and after the one where it happened. */
const CONTEXT = 3

/** A frame in a source of the template, as the map of a bundle names it. */
const FRAME = /template:([^\n()]+?):(\d+):(\d+)/g

type Place = Readonly<Record<string, Json>>

/**
 * Where authors' code threw: file, line, column and the source around it. Frames in packages are
 * passed over. Empty when the error knows no place in the sources of the template.
 */
export function placeOf(error: unknown, mapPath: string): Place {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const frames = [...stack.matchAll(FRAME)]
  const own = frames.find(([, file]) => !file?.includes('node_modules/')) ?? frames[0]
  if (own === undefined) return {}
  const [, file = '', line = '', column = ''] = own
  const place = { file, line: Number(line), column: Number(column) }
  const source = excerpt(textOf(mapPath, file), place.line)
  return source.length === 0 ? place : { ...place, source }
}

function textOf(mapPath: string, file: string): string {
  const payload = findSourceMap(mapPath)?.payload
  const index = payload?.sources.indexOf(`template:${file}`) ?? -1
  return payload?.sourcesContent[index] ?? ''
}

/** `> 12 |   throw new Error()`, and its neighbours. */
function excerpt(text: string, line: number): string[] {
  const lines = text === '' ? [] : text.split('\n')
  const first = Math.max(1, line - CONTEXT)
  const last = Math.min(lines.length, line + CONTEXT)
  const width = String(last).length
  return lines.slice(first - 1, last).map((content, index) => {
    const number = first + index
    return `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${content}`
  })
}
