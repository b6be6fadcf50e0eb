import type { LogLevel } from '@ays/core'

/** From the most to the least talkative. */
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/** True when a line of this level is to be shown, from the given level on. */
export function isLogged(level: LogLevel, from: LogLevel): boolean {
  return LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(from)
}
