import { describeError, isAysError, isCancelled } from '@ays/core'
import { readableStack } from '../readable-stack.ts'
import { countDiagnostics, type ReadText, renderDiagnostics } from './diagnostics.ts'
import type { Screen } from './screen.ts'
import { indent } from './text.ts'

/** What --json prints when a command fails: one document, without stacks. */
export function errorDocument(error: unknown): string {
  return `${JSON.stringify({ error: describeError(error) }, withoutStacks, 2)}\n`
}

function withoutStacks(key: string, value: unknown): unknown {
  return key === 'stack' ? undefined : value
}

/** What went wrong, why, and what to do: diagnostics, code, message, causes, hint. */
export function renderError(
  error: unknown,
  screen: Screen,
  readText: ReadText = () => undefined,
): string {
  if (!(error instanceof Error)) return headline('', String(error), screen)
  if (isCancelled(error)) return `${screen.paint.yellow('Cancelled')}: ${error.message}.`
  if (!isAysError(error)) {
    const known = 'oclif' in error || 'code' in error
    return [headline('', error.message, screen), ...(known ? [] : [stackOf(error, screen)])].join(
      '\n',
    )
  }
  const { code, diagnostics, hint, message } = error
  const faults = diagnostics.length > 0
  const lines = [
    ...(faults ? [renderDiagnostics(diagnostics, screen, readText)] : []),
    headline(code, faults ? countDiagnostics(diagnostics) : message, screen),
    ...causes(error).map((cause) => screen.paint.dim(`  caused by: ${cause}`)),
    ...(hint === undefined ? [] : [indent(hint, '  ')]),
    ...(code === 'AYS_INTERNAL' ? [stackOf(error, screen)] : []),
  ]
  return lines.join('\n')
}

function headline(code: string, message: string, { paint }: Screen): string {
  return `${paint.red(paint.bold('error'))} ${code === '' ? '' : `${paint.dim(code)} `}${message}`
}

/** The stack of what should never happen: for the report that its finder writes. */
function stackOf({ stack = '' }: Error, { paint }: Screen): string {
  const frames = stack.split('\n').slice(1).join('\n').trim()
  return paint.dim(indent(readableStack(frames), '  '))
}

/** Each cause that says something new. */
function causes(error: Error): string[] {
  const messages = [flat(error.message)]
  for (let { cause } = error; cause instanceof Error && messages.length < 9; cause = cause.cause) {
    const message = flat(cause.message)
    const said = messages.some((other) => other.includes(message) || message.startsWith(other))
    if (!said) messages.push(message)
  }
  return messages.slice(1)
}

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
