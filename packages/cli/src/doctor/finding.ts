import { isAysError, isCancelled } from '@ays/core'

/** What one look of `ays doctor` found. */
export interface Finding {
  /** What was looked at, such as `store`. */
  readonly check: string
  readonly state: 'ok' | 'warning' | 'error'
  /** Part of a sentence. */
  readonly found: string
  /** What to do about it; absent when it is ok. */
  readonly mend?: string
}

/** A finding, before it is known what was looked at. */
export type Look = Omit<Finding, 'check'>

export function ok(found: string): Look {
  return { state: 'ok', found }
}

export function warning(found: string, mend: string): Look {
  return { state: 'warning', found, mend }
}

export function error(found: string, mend: string): Look {
  return { state: 'error', found, mend }
}

/** What `look` finds. What it throws is a finding, too, but for AYS_CANCELLED: what is broken must not hide the rest. */
export async function examine(
  check: string,
  look: () => Look[] | Promise<Look[]>,
): Promise<Finding[]> {
  try {
    return (await look()).map((one) => ({ check, ...one }))
  } catch (thrown) {
    if (isCancelled(thrown)) throw thrown
    return faultsOf(thrown).map((fault) => ({ check, ...fault }))
  }
}

function faultsOf(thrown: unknown): Look[] {
  if (!isAysError(thrown)) return [error(describe(thrown), ANYTHING)]
  const { diagnostics, hint = ANYTHING, message } = thrown
  if (diagnostics.length === 0) return [error(message, hint)]
  return diagnostics.map(({ source, summary, detail = hint }) => {
    const place = source ? `${source.file}:${source.line}:${source.column}: ` : ''
    return error(place + summary, detail)
  })
}

const ANYTHING = 'Mend what it says, and look again.'

function describe(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
