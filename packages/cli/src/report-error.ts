import { AysError } from '@ays/core'
import { exitCodeOf } from './exit-codes.ts'
import type { ReadText } from './render/diagnostics.ts'
import { errorDocument, renderError } from './render/error.ts'
import { screenOf } from './render/screen.ts'
import { wrap } from './render/text.ts'

export interface ReportErrorOptions {
  /** One document on stdout instead of text on stderr. */
  readonly json: boolean
  /** For excerpts of the files that diagnostics name. */
  readonly readText?: ReadText
}

/** Tells of an error, as the last thing a command says, and sets the exit code. */
export function reportError(error: unknown, { json, readText }: ReportErrorOptions): void {
  process.exitCode = exitCodeOf(error)
  if (isExit(error)) return
  if (json) process.stdout.write(errorDocument(error))
  else tell(error, readText)
}

function tell(error: unknown, readText: ReadText | undefined): void {
  const screen = screenOf(process.stderr)
  process.stderr.write(`${wrap(renderError(error, screen, readText), screen.width)}\n`)
}

/** Tells that a command cannot come to its end. */
export function reportStop(options: ReportErrorOptions): void {
  const error = new AysError(
    'AYS_INTERNAL',
    'the command has stopped half way: what it waits for never comes',
    {
      hint: 'Where a plugin is used, such as its store, ask its author; else report it as a defect of AYS.',
    },
  )
  reportError(error, options)
}

/** oclif's way to end early, such as after the help of a plugin's command: no failure to tell of. */
function isExit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIT'
}
