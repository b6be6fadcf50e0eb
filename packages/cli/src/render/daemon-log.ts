import { LOG_LEVELS, type LogLevel } from '@ays/core'
import type { Screen } from './screen.ts'
import { formatTime } from './text.ts'

/** A line of a daemon's log. */
export interface DaemonLogLine {
  readonly level: LogLevel
  /** Epoch milliseconds; absent for what a dying process said. */
  readonly time?: number
  readonly msg: string
  /** Such as run and job. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Reads a line as it stands in the file; what is no JSON was said by the process itself, and is an error. */
export function parseLogLine(text: string): DaemonLogLine {
  const document = parse(text)
  if (!document) return { level: 'error', msg: text, facts: {} }
  const { level, time, msg, ...facts } = document
  return {
    level: LOG_LEVELS.find((one) => one === level) ?? 'info',
    ...(typeof time === 'number' && { time }),
    msg: String(msg),
    facts,
  }
}

/** One line: when, how much it matters, what, and the facts. */
export function renderLogLine({ level, time, msg, facts }: DaemonLogLine, screen: Screen): string {
  const { paint } = screen
  const paints = { debug: paint.dim, info: String, warn: paint.yellow, error: paint.red }
  const said = Object.entries(facts).map(
    ([name, value]) => `${paint.dim(`${name}=`)}${show(value)}`,
  )
  const at = time === undefined ? [] : [paint.dim(formatTime(time))]
  return [...at, paints[level](level.padEnd(5)), msg, ...said].join(' ')
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
