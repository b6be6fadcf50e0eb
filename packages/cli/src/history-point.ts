import { AysError, type HistoryPoint, parseDuration } from '@ays/core'

const REVISION = /^\d+$/
const AGO = /^\d+(?:\.\d+)?(?:ms|s|m|h|d|w)$/
/** 2026-11-24, with a time of the day after it, with a zone after that; without one it is local. */
const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/

/** A revision (`3`), a time (`2026-11-24T09:30`) or how long ago (`2h`). AYS_USAGE for anything else. */
export function parsePoint(text: string, now: number): HistoryPoint {
  if (REVISION.test(text)) return { revision: Number(text) }
  if (AGO.test(text)) return { at: now - parseDuration(text) }
  const at = TIME.test(text) ? Date.parse(isDay(text) ? `${text}T00:00` : text) : Number.NaN
  if (!Number.isNaN(at)) return { at }
  throw new AysError('AYS_USAGE', `"${text}" is neither a revision nor a time`, {
    hint: 'Write a revision (3), a time (2026-11-24T09:30) or how long ago (2h).',
  })
}

/** A day alone would be one of Greenwich. */
function isDay(text: string): boolean {
  return text.length === 10
}
