import { AysError } from '@ays/core'

const REFERENCE = /\$\(([\w.-]+)\)/g
const MAX_DEPTH = 64
const MAX_LENGTH = 1_048_576

/** Looks up the text of a key, references not replaced; undefined for a key that is not there. */
export type LookUp = (key: string) => string | undefined

/**
 * The text with every `$(key)` replaced by the value of that key, itself expanded. What is not known
 * stays as it is, as does a key inside of its own value. AYS_HRD_SYNTAX when the references are nested
 * deeper than 64, or the text grows beyond 2^20 characters.
 */
export function expand(text: string, lookUp: LookUp): string {
  return new Expander(lookUp).expand(text)
}

class Expander {
  readonly #lookUp: LookUp
  /** Each key is expanded once, however often it is named. */
  readonly #done = new Map<string, string>()
  readonly #open = new Set<string>()

  constructor(lookUp: LookUp) {
    this.#lookUp = lookUp
  }

  expand(text: string): string {
    let length = 0
    return text.replaceAll(REFERENCE, (reference, key: string) => {
      const value = this.#valueOf(key) ?? reference
      length += value.length
      if (length > MAX_LENGTH)
        throw tooMuch(`$(${key})`, 'makes a text of more than 2^20 characters')
      return value
    })
  }

  #valueOf(key: string): string | undefined {
    const done = this.#done.get(key)
    if (done !== undefined || this.#open.has(key)) return done
    const raw = this.#lookUp(key)
    if (raw === undefined) return undefined
    if (this.#open.size >= MAX_DEPTH)
      throw tooMuch(`$(${key})`, `is nested deeper than ${MAX_DEPTH}`)
    this.#open.add(key)
    const value = this.expand(raw)
    this.#open.delete(key)
    this.#done.set(key, value)
    return value
  }
}

function tooMuch(reference: string, problem: string): AysError {
  return new AysError('AYS_HRD_SYNTAX', `the reference ${reference} ${problem}`, {
    hint: 'Write the value without a reference.',
  })
}
