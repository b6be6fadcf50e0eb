import { Cron } from 'croner'

const UTC = 'UTC'
const known = new Map<string, Cron>()

/**
 * The first time of a cron expression after another time, epoch milliseconds, in a time zone (UTC unless told);
 * undefined when there is none. Throws, with a message for people, when either cannot be understood.
 */
export function cronAfter(
  expression: string,
  timezone: string = UTC,
  after: number = Date.now(),
): number | undefined {
  const key = `${timezone} ${expression}`
  const cron = known.get(key) ?? new Cron(expression, { timezone, mode: '5-part' })
  known.set(key, cron)
  return cron.nextRun(new Date(after))?.getTime()
}

/** Why a cron expression in a time zone has no times; undefined when it has. */
export function cronFault(expression: string, timezone?: string): string | undefined {
  try {
    return cronAfter(expression, timezone) === undefined
      ? `"${expression}" is a time that never comes`
      : undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'it cannot be understood'
  }
}
