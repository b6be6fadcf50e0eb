import {
  type Answers,
  AysError,
  type Codec,
  type FieldModel,
  type Json,
  type Question,
} from '@ays/core'
import { findFault, readAnswer, showDefault } from './answer.ts'

export interface AskOptions {
  /** Checks what is typed, before the next question. */
  readonly codec: Codec
  readonly signal: AbortSignal
}

/**
 * Asks for each field at the terminal, secrets unseen; where nothing is typed the default counts.
 * AYS_CANCELLED when the person leaves.
 */
export async function ask(
  questions: readonly Question[],
  { codec, signal }: AskOptions,
): Promise<Answers> {
  const { default: input } = await import('@inquirer/input')
  const answers: Record<string, Record<string, Json>> = {}
  for (const { service, field } of questions) {
    const text = await input(promptOf(service, field, codec), {
      output: process.stderr,
      signal,
    }).catch((cause: unknown) => {
      throw new AysError('AYS_CANCELLED', 'nothing was changed', { cause })
    })
    if (text !== '') (answers[service] ??= {})[field.name] = readAnswer(field, text)
  }
  return answers
}

function promptOf(service: string, field: FieldModel, codec: Codec) {
  const { name, doc, rules } = field
  const about = [doc?.split('\n')[0], rules?.choices?.join(' | ')].filter(Boolean).join('; ')
  const initial = rules?.secret ? undefined : showDefault(field)
  return {
    message: `${service} ${name}${about === '' ? '' : ` (${about})`}:`,
    ...(initial !== undefined && { default: initial }),
    ...(rules?.secret && { transformer: (text: string) => '*'.repeat(text.length) }),
    validate: (text: string) => (text === '' ? true : (findFault(field, text, codec) ?? true)),
  }
}
