import type { Random } from './random.ts'

const HEAD = `@0xf1a7d3c1e5f60711;
annotation bigint @0x9884cc6552534c1d (field) :Void;
enum Color { red @0; green @1; blue @2; }
struct Leaf { a @0 :Int32 = 7; b @1 :Text; c @2 :Bool; }
`

const TYPES = [
  'Void',
  'Bool',
  'Bool',
  'Bool',
  'Int8',
  'UInt8',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Float32',
  'Float64',
  'Text',
  'Data',
  'Color',
  'Leaf',
  'List(Leaf)',
  'List(Text)',
  'List(Data)',
  'List(Bool)',
  'List(Void)',
  'List(Int8)',
  'List(UInt16)',
  'List(Int32)',
  'List(UInt64)',
  'List(Int64)',
  'List(Float32)',
  'List(Float64)',
  'List(Color)',
  'List(List(Int16))',
  'List(List(Leaf))',
  'List(List(Text))',
] as const

/** Schemas of many structs with nested groups and unions, their ordinals in any order. */
export function randomSchema(random: Random, structs: number): string {
  const names = Array.from({ length: structs }, (_, index) => `S${index}`)
  return HEAD + names.map((name) => new StructWriter(random).write(name)).join('')
}

class StructWriter {
  readonly #random: Random
  #fields = 0
  #names = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Fields get their ordinals last: in the order they are written, or in any. */
  write(name: string): string {
    const body = this.#body(1 + this.#random.below(30), 0, false)
    const inOrder = Array.from({ length: this.#fields }, (_, index) => index)
    const ordinals = this.#random.once(2) ? inOrder : this.#random.shuffle(inOrder)
    return `struct ${name} {\n${body.replaceAll(/@(\d+) /g, (_, n) => `@${ordinals[Number(n)]} `)}}\n`
  }

  #body(budget: number, depth: number, inUnion: boolean): string {
    let text = ''
    let unnamed = inUnion
    for (let left = budget; left > 0;) {
      const what = depth < 4 ? this.#random.below(10) : 9
      if (what === 0 && left >= 2) {
        const size = 2 + this.#random.below(Math.min(6, left - 1))
        const name = unnamed || this.#random.once(2) ? `u${this.#names++} :` : ''
        if (name === '') unnamed = true
        text += `${name}union {\n${this.#choices(size, depth + 1)}}\n`
        left -= size
      } else if (what === 1) {
        const size = 1 + this.#random.below(Math.min(5, left))
        text += `g${this.#names++} :group {\n${this.#body(size, depth + 1, false)}}\n`
        left -= size
      } else {
        text += this.#field()
        left--
      }
    }
    return text
  }

  /** A union has two members at least, however many fields they hold. */
  #choices(size: number, depth: number): string {
    return this.#body(size - 1, depth, true) + this.#field()
  }

  #field(): string {
    const type = this.#random.pick(TYPES)
    const value = this.#random.once(4) ? this.#default(type) : undefined
    const bigint = /Int64/.test(type) ? ' $bigint' : ''
    const initial = value === undefined ? '' : ` = ${value}`
    return `f${this.#names++} @${this.#fields++} :${type}${initial}${bigint};\n`
  }

  #default(type: string): string | undefined {
    return DEFAULTS[type]?.(this.#random)
  }
}

const DEFAULTS: Readonly<Record<string, (random: Random) => string>> = {
  Bool: (random) => random.pick(['true', 'false']),
  Int8: (random) => `${random.below(256) - 128}`,
  UInt8: (random) => `${random.below(256)}`,
  Int16: (random) => `${random.below(65_536) - 32_768}`,
  UInt16: (random) => `${random.below(65_536)}`,
  Int32: (random) => `${random.below(4_294_967_296) - 2_147_483_648}`,
  UInt32: (random) => `${random.below(4_294_967_296)}`,
  Int64: (random) => `${BigInt(random.below(4_294_967_296)) * random.pick([1n, -2_147_483_629n])}`,
  UInt64: (random) => `${BigInt(random.below(4_294_967_296)) * 4_294_967_291n}`,
  Float32: (random) => `${random.below(1000) / 8}`,
  Float64: (random) => `${random.below(1e9) / 7}`,
  Text: (random) => `"t${random.below(99)} é"`,
  Data: () => '0x"00 ff 7f"',
  Color: (random) => random.pick(['red', 'green', 'blue']),
  Leaf: () => '(a = 3, b = "leaf")',
  'List(Int32)': () => '[1, -2, 3]',
  'List(Text)': () => '["a", "bb"]',
  'List(Leaf)': () => '[(a = 1), (b = "x", c = true)]',
}
