import { parseArgs, type ParseArgsConfig } from 'node:util'
import { NotQuick } from './not-quick.ts'

export type FlagOptions = NonNullable<ParseArgsConfig['options']>

type Values = Readonly<Record<string, undefined | string | boolean | (string | boolean)[]>>

/** What stands behind the words of a command, as oclif would read it. */
export class CommandLine {
  /** What is no flag; undefined when there is nothing. */
  readonly names: readonly string[] | undefined
  readonly #values: Values

  /** Throws NotQuick for anything that could mean something else to oclif, or that it would refuse. */
  constructor(args: readonly string[], options: FlagOptions) {
    const { values, positionals } = parse(args, options)
    this.names = positionals.length > 0 ? positionals : undefined
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values[name] === true
  }

  text(name: string): string | undefined {
    return this.texts(name)?.[0]
  }

  texts(name: string): string[] | undefined {
    const value = this.#values[name]
    return value === undefined ? undefined : [value].flat().filter(isText)
  }

  /** A whole number from 1 on; throws NotQuick for any other text. */
  count(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotQuick()
    return Number(text)
  }

  /** Some of the allowed words; throws NotQuick for any other. */
  words<T extends string>(name: string, allowed: readonly T[]): T[] | undefined {
    return this.texts(name)?.map((text) => {
      const word = allowed.find((one) => one === text)
      if (word === undefined) throw new NotQuick()
      return word
    })
  }
}

function parse(args: readonly string[], options: FlagOptions) {
  const parsed = parseStrictly(args, options)
  const once = parsed.tokens.flatMap((token) =>
    token.kind === 'option' && !options[token.name]?.multiple ? token.name : [],
  )
  const texts = [...parsed.positionals, ...Object.values(parsed.values).flat().filter(isText)]
  const isClear =
    parsed.tokens.every(({ kind }) => kind !== 'option-terminator') &&
    new Set(once).size === once.length &&
    texts.every((text) => text !== '' && !text.startsWith('-'))
  if (!isClear) throw new NotQuick()
  return parsed
}

function parseStrictly(args: readonly string[], options: FlagOptions) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, tokens: true })
  } catch {
    throw new NotQuick()
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
