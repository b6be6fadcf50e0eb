import type { FieldModel, MemberModel, PrimitiveKind, SchemaModel, TypeModel } from '@ays/core'
import type { Random } from './random.ts'

const TEXTS = [
  '',
  'a',
  'hello',
  'héllo',
  '日本語テキスト',
  '😀 emoji',
  'a text that is definitely longer than forty characters',
  'é'.repeat(40),
  'tab\tquote"back\\slash',
] as const

type Value = Record<string, unknown>

/** Random records of a struct of a model: extremes as often as the rest. */
export class RandomValues {
  readonly #random: Random
  readonly #model: SchemaModel

  constructor(random: Random, model: SchemaModel) {
    this.#random = random
    this.#model = model
  }

  struct(name: string, depth = 0): Value {
    const members = this.#model.structs.find((struct) => struct.name === name)?.members ?? []
    return this.#members(members, depth)
  }

  #members(members: readonly MemberModel[], depth: number): Value {
    const value: Value = {}
    for (const member of members) {
      if (member.kind === 'union' && member.name === undefined)
        Object.assign(value, this.#choose(member.members, depth))
      else if (!this.#random.once(5)) value[member.name ?? ''] = this.#member(member, depth)
    }
    return value
  }

  #choose(members: readonly MemberModel[], depth: number): Value {
    const member = members[this.#random.below(members.length)]
    return member === undefined ? {} : { [member.name ?? '']: this.#member(member, depth) }
  }

  #member(member: MemberModel, depth: number): unknown {
    if (member.kind === 'field') return this.#field(member, depth)
    if (member.kind === 'group') return this.#members(member.members, depth)
    return this.#choose(member.members, depth)
  }

  #field({ type, rules }: FieldModel, depth: number): unknown {
    return this.#value(type, rules?.bigint === true, depth)
  }

  #value(type: TypeModel, bigint: boolean, depth: number): unknown {
    const random = this.#random
    if (type.kind === 'list')
      return Array.from({ length: random.below(5) }, () =>
        this.#value(type.element, bigint, depth + 1),
      )
    if (type.kind === 'struct') return depth > 3 ? {} : this.struct(type.name, depth + 1)
    if (type.kind === 'enum') {
      const values = this.#model.enums.find(({ name }) => name === type.name)?.values ?? []
      return values[random.below(values.length)]
    }
    if (type.kind !== 'int64' && type.kind !== 'uint64') return PRIMITIVES[type.kind](random)
    return bigint
      ? randomBigInt(random, type.kind === 'int64')
      : random.pick([0, 1, 2 ** 40, Number.MAX_SAFE_INTEGER])
  }
}

function randomBigInt(random: Random, signed: boolean): bigint {
  const some = BigInt(random.below(1e9))
  return signed
    ? random.pick([0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), some, -(2n ** 53n) - 1n])
    : random.pick([0n, 2n ** 64n - 1n, some, 2n ** 53n + 1n])
}

const PRIMITIVES: Readonly<
  Record<Exclude<PrimitiveKind, 'int64' | 'uint64'>, (random: Random) => unknown>
> = {
  void: () => null,
  bool: (random) => random.once(2),
  int8: (random) => random.below(256) - 128,
  uint8: (random) => random.below(256),
  int16: (random) => random.below(65_536) - 32_768,
  uint16: (random) => random.below(65_536),
  int32: (random) => random.pick([0, -1, 2_147_483_647, -2_147_483_648, random.below(1e6)]),
  uint32: (random) => random.pick([0, 1, 4_294_967_295, 2_147_483_648, random.below(1e6)]),
  float32: (random) => random.pick([0, 1.5, -2.25, Math.fround(0.1), 3.4028234663852886e38]),
  float64: (random) => random.pick([0, 0.1, -1e300, 5e-324, Math.PI]),
  text: (random) => random.pick(TEXTS),
  data: randomBytes,
  anyPointer: randomBytes,
}

function randomBytes(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.below(20) }, () => random.below(256))
}
