import { AysError } from '../errors/ays-error.ts'

const UNITS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
])
const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)?$/

/** `10s`, `5m`, `2h`, `1d`, `1w`, `250ms` or a bare number of seconds (as 8.1 read it) to milliseconds; AYS_USAGE otherwise. */
export function parseDuration(text: string | number): number {
  const match = DURATION.exec(String(text).trim())
  if (!match) {
    throw new AysError('AYS_USAGE', `"${text}" is not a duration`, {
      hint: 'Write a number and a unit: 10s, 5m, 2h, 1d.',
    })
  }
  return Math.round(Number(match[1]) * (UNITS.get(match[2] ?? 's') ?? 1000))
}

/** Milliseconds for people: `850ms`, `12.3s`, `4m 05s`, `2h 10m`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)}s`
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${String(seconds % 60).padStart(2, '0')}s`
  return `${Math.floor(minutes / 60)}h ${String(minutes % 60).padStart(2, '0')}m`
}
