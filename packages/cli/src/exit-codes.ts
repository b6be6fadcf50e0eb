import { type ErrorCode, hasErrors, isAysError, isCancelled, type RunState } from '@ays/core'

/** What `ays` tells the shell. */
export const EXIT = {
  /** Done, or nothing to do. */
  done: 0,
  /** A run or a command failed. */
  failed: 1,
  /** Wrong usage, or input with faults. */
  invalid: 2,
  /** The plan has changes, asked for with --detailed-exitcode. */
  changes: 3,
  /** Somebody asked to stop. */
  cancelled: 130,
} as const

/** Codes that say: what you wrote is what is wrong. */
const INVALID: ReadonlySet<string> = new Set([
  'AYS_USAGE',
  'AYS_INPUT_INVALID',
  'AYS_REPOSITORY_MISSING',
  'AYS_STORE_URL',
  'AYS_BACKUP_INVALID',
  'AYS_SCHEMA_INVALID',
  'AYS_SCHEMA_BREAKS',
  'AYS_SCHEMA_UNSUPPORTED',
  'AYS_DATA_INVALID',
  'AYS_MESSAGE_INVALID',
  'AYS_BLUEPRINT_SYNTAX',
  'AYS_BLUEPRINT_KEY',
  'AYS_TEMPLATE_UNKNOWN',
  'AYS_TEMPLATE_INVALID',
  'AYS_TEMPLATE_DUPLICATE',
  'AYS_NAME_INVALID',
  'AYS_SERVICE_UNKNOWN',
  'AYS_ACTOR_UNKNOWN',
  'AYS_REVISION_UNKNOWN',
  'AYS_FIELD_UNKNOWN',
  'AYS_ACTION_UNKNOWN',
  'AYS_ACTION_INVALID',
  'AYS_ACTION_CYCLE',
  'AYS_LINK_CYCLE',
  'AYS_RUN_UNKNOWN',
  'AYS_SUBMISSION_UNKNOWN',
  'AYS_EVENT_UNKNOWN',
] satisfies ErrorCode[])

/** The exit code for anything a command threw. */
export function exitCodeOf(error: unknown): number {
  if (isCancelled(error)) return EXIT.cancelled
  if (isAysError(error)) {
    const invalid = INVALID.has(error.code) || hasErrors(error.diagnostics)
    return invalid ? EXIT.invalid : EXIT.failed
  }
  return oclifExitCode(error) ?? EXIT.failed
}

/** The exit code for the end of a run. */
export function exitCodeOfRun(state: RunState): number {
  if (state === 'ok') return EXIT.done
  return state === 'cancelled' ? EXIT.cancelled : EXIT.failed
}

/** The exit code that errors of oclif carry, also those of a plugin's own copy of it. */
export function oclifExitCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'oclif' in error)) return undefined
  const { oclif } = error
  if (typeof oclif !== 'object' || oclif === null || !('exit' in oclif)) return undefined
  return typeof oclif.exit === 'number' ? oclif.exit : undefined
}
