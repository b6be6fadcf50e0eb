import { AysError } from '@ays/core'
import { show } from '../show.ts'

const REFERENCE = /\$\(([\w.-]+)\)/g
const MAX_DEPTH = 64
const MAX_LENGTH = 1_048_576

/** Looks up the text of a key, references not replaced; undefined for a key that is not there. */
export type LookUp = (key: string) => string | undefined

/**
 * Makes a function for the texts of one key: it replaces every `$(other)` by the value of that key,
 * itself expanded. What is not known stays as it is, as does a key inside of its own value. It throws
 * AYS_HRD_SYNTAX when references are nested deeper than 64, or when all they made together is longer
 * than 2^20 characters.
 */
export function makeExpander(key: string, lookUp: LookUp): (text: string) => string {
  const expander = new Expander(key, lookUp)
  return (text) => expander.expand(text)
}

class Expander {
  readonly #lookUp: LookUp
  /** Each key is expanded once, however often it is named. */
  readonly #done = new Map<string, string>()
  readonly #open: Set<string>
  #length = 0

  constructor(key: string, lookUp: LookUp) {
    this.#open = new Set([key])
    this.#lookUp = lookUp
  }

  expand(text: string): string {
    return text.replaceAll(REFERENCE, (reference, key: string) => {
      const value = this.#valueOf(key) ?? reference
      this.#length += value.length
      if (this.#length > MAX_LENGTH) throw tooMuch(key, 'makes more than 2^20 characters')
      return value
    })
  }

  #valueOf(key: string): string | undefined {
    const done = this.#done.get(key)
    if (done !== undefined || this.#open.has(key)) return done
    const raw = this.#lookUp(key)
    if (raw === undefined) return undefined
    if (this.#open.size >= MAX_DEPTH) throw tooMuch(key, `is nested deeper than ${MAX_DEPTH}`)
    this.#open.add(key)
    const value = this.expand(raw)
    this.#open.delete(key)
    this.#done.set(key, value)
    return value
  }
}

function tooMuch(key: string, problem: string): AysError {
  return new AysError('AYS_HRD_SYNTAX', `the reference to ${show(key)} ${problem}`, {
    hint: 'Write the value without a reference.',
  })
}
