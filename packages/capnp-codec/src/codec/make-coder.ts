import type { StructLayout } from '../layout/layout.ts'
import { closureCoder } from './closure-coder.ts'
import type { Coder } from './coder.ts'
import { generateCoder } from './generate.ts'

let mayGenerate: boolean | undefined

/** The fastest coder that the runtime allows: Node may forbid code from strings. */
export function makeCoder<T>(root: StructLayout): Coder<T> {
  mayGenerate ??= canGenerate()
  return mayGenerate ? generateCoder<T>(root) : closureCoder<T>(root)
}

function canGenerate(): boolean {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- whether this is allowed is the question
    return typeof new Function('return 1') === 'function'
  } catch {
    return false
  }
}
