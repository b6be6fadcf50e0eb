import type { Logger, LogLevel } from '@ays/core'
import { pino } from 'pino'

type Fields = Readonly<Record<string, unknown>>

export interface CreateLoggerOptions {
  /** Lines from this level on. */
  readonly level: LogLevel
  /** Get each line, which is one JSON document: `level`, `time` (epoch milliseconds), `msg`, and facts. */
  readonly outputs: readonly { write(line: string): void }[]
}

/** A logger whose lines are made by pino. */
export function createLogger({ level, outputs }: CreateLoggerOptions): Logger {
  const write = (line: string) => {
    for (const output of outputs) output.write(line)
  }
  const lines = pino(
    { level, base: null, formatters: { level: (label) => ({ level: label }) } },
    { write },
  )
  return {
    debug: (text, fields: Fields = {}) => lines.debug(fields, text),
    info: (text, fields: Fields = {}) => lines.info(fields, text),
    warn: (text, fields: Fields = {}) => lines.warn(fields, text),
    error: (text, fields: Fields = {}) => lines.error(fields, text),
  }
}
