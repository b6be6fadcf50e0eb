import type { LayoutType, StructLayout } from '../layout/layout.ts'

/** JavaScript in the making: functions by key, structs by number, values that source cannot spell. */
export class Source {
  readonly constants: unknown[] = []
  readonly #constantNames = new Map<unknown, string>()
  readonly #functions = new Map<string, string>()
  readonly #structs = new Map<StructLayout, number>()
  readonly #enums = new Map<readonly string[], number>()

  /** The expression that gives `value` at run time. */
  constant(value: unknown): string {
    const known = this.#constantNames.get(value)
    if (known !== undefined) return known
    const name = `K${this.constants.push(value) - 1}`
    this.#constantNames.set(value, name)
    return name
  }

  /** Names a type: equal names for equal types. */
  nameOf(type: LayoutType): string {
    if (type.kind === 'list') return `L${this.nameOf(type.element)}`
    if (type.kind === 'struct') return `s${numberOf(type.struct, this.#structs)}`
    if (type.kind === 'enum') return `e${numberOf(type.values, this.#enums)}`
    const wide = (type.kind === 'int64' || type.kind === 'uint64') && type.bigint
    return wide ? `big_${type.kind}` : type.kind
  }

  /** The name of a function, which is written at its first use. */
  function(name: string, write: () => string): string {
    if (!this.#functions.has(name)) {
      this.#functions.set(name, '')
      this.#functions.set(name, `function ${name}${write()}`)
    }
    return name
  }

  get functions(): string {
    return [...this.#functions.values()].join('\n')
  }
}

/** A text as source. Names come from schemas: none of them may end its literal. */
export function literal(value: boolean | number | bigint | string): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value)
  return JSON.stringify(value)
}

function numberOf<T>(key: T, numbers: Map<T, number>): number {
  const number = numbers.get(key) ?? numbers.size
  numbers.set(key, number)
  return number
}
