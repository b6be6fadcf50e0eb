import { codec } from '@ays/capnp-codec'
import type { Schema, SchemaLock } from '@ays/core'
import { readLines } from './read-text.ts'

type Value = string | number | boolean | readonly string[]

/** The values of a record by the ids of their fields, which outlive every change of a name. */
export type Written = ReadonlyMap<string, Value>

interface Draft {
  readonly id: string
  name: string
  before: string | undefined
  readonly type: Type
  /** The first one, which counts for ever. */
  readonly default: Value
  /** What the line says now. */
  declared: Value
}

const VALUES = {
  str: (n: number) => `text ${n}`,
  int: (n: number) => n,
  bool: (n: number) => n % 2 === 0,
  list: (n: number) => [`a${n}`, `b${n}`],
} satisfies Record<string, (n: number) => Value>
const TYPES = ['str', 'int', 'bool', 'list'] as const
type Type = (typeof TYPES)[number]

/** A template that somebody edits at random: fields come, go and move, get other names, types and defaults. */
export class TemplateHistory {
  readonly #random: () => number
  readonly #fields: Draft[] = []
  #lock: SchemaLock | undefined
  #count = 0

  constructor(seed: number) {
    this.#random = mulberry32(seed)
    for (let n = 0; n < 4; n++) this.#fields.push(this.#newField(this.#newName()))
  }

  /** The schema of today, under the lock of yesterday. */
  read(): Schema {
    const lines = this.#fields.map(({ name, before, type, declared }) => {
      const alias = before === undefined ? '' : ` alias:${before}`
      return `${name} = type:${type} default:'${String(declared)}'${alias}`
    })
    const { model, lock, diagnostics } = readLines(lines, this.#lock && { lock: this.#lock })
    if (model === undefined) throw new Error(JSON.stringify(diagnostics))
    this.#lock = lock
    for (const field of this.#fields) field.before = undefined
    return codec.compile(model)
  }

  /** A value for every field of today. */
  write(): Written {
    return new Map(this.#fields.map(({ id, type }) => [id, VALUES[type](this.#next(1000))]))
  }

  /** What was written at some time under the names of today; what was not has its default. */
  today(written: Written): Record<string, Value> {
    return Object.fromEntries(
      this.#fields.map(({ id, name, default: initial }) => [name, written.get(id) ?? initial]),
    )
  }

  edit(): void {
    const at = this.#next(this.#fields.length)
    const field = this.#fields[at]
    if (field === undefined) this.#insert(0)
    else
      this.#pick([
        () => this.#insert(at),
        () => this.#fields.splice(at, 1),
        () => Object.assign(field, { before: field.name, name: this.#newName() }),
        () => this.#fields.splice(at, 1, this.#newField(field.name, field.type)),
        () => this.#fields.push(...this.#fields.splice(at, 1)),
        () => Object.assign(field, { declared: VALUES[field.type](this.#next(50)) }),
      ])
  }

  #insert(at: number): void {
    this.#fields.splice(at, 0, this.#newField(this.#newName()))
  }

  /** Another type makes another field: what was stored is not its value. */
  #newField(name: string, not?: Type): Draft {
    const type = this.#oneOf(TYPES.filter((one) => one !== not))
    const initial = VALUES[type](this.#next(50))
    const id = `${name}:${this.#count++}`
    return { id, name, before: undefined, type, default: initial, declared: initial }
  }

  #newName(): string {
    return `f${this.#count++}`
  }

  #pick(edits: readonly (() => unknown)[]): void {
    this.#oneOf(edits)()
  }

  #oneOf<T>(items: readonly T[]): T {
    const item = items[this.#next(items.length)]
    if (item === undefined) throw new RangeError('nothing to choose from')
    return item
  }

  #next(below: number): number {
    return Math.floor(this.#random() * below)
  }
}

/** Numbers from 0 to 1 that depend on the seed only. */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
