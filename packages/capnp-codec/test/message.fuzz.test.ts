import { CapnpCodec, canonicalize, pack, parseSchema, unpack } from '@ays/capnp-codec'
import { isAysError, type Schema, type SchemaModel } from '@ays/core'
import { expect, it } from 'vitest'
import { ListView } from '../src/codec/view.ts'
import { convert } from './support/capnp.ts'
import { FUZZ_SCALE, Random } from './support/random.ts'
import { randomSchema } from './support/random-schema.ts'
import { RandomValues } from './support/random-value.ts'

const MESSAGES = 20_000 * Math.min(FUZZ_SCALE, 10)

it(`answers ${MESSAGES} damaged messages with the record or the one typed error`, () => {
  const { schemas, messages } = samples(21)
  const random = new Random(22)
  for (let round = 0; round < MESSAGES; round++) {
    const bytes = damage(messages[round % messages.length] ?? new Uint8Array(0), random)
    for (const schema of schemas) {
      expect(answerOf(() => schema.decode(bytes))).toMatch(ANSWER)
      expect(answerOf(() => readAll(schema.view(bytes)))).toMatch(ANSWER)
      expect(answerOf(() => schema.patch(bytes, {}))).toMatch(ANSWER)
    }
    expect(answerOf(() => canonicalize(bytes))).toMatch(ANSWER)
  }
})

it(`answers ${MESSAGES} damaged packed messages with a message or the one typed error`, () => {
  const { schemas, messages } = samples(23)
  const random = new Random(24)
  for (let round = 0; round < MESSAGES; round++) {
    const packed = damage(pack(messages[round % messages.length] ?? new Uint8Array(0)), random)
    expect(answerOf(() => schemas[0]?.decode(unpack(packed)))).toMatch(ANSWER)
  }
})

it('reads nothing that lies around a damaged message', () => {
  const { schemas, messages } = samples(26)
  const random = new Random(27)
  for (let round = 0; round < MESSAGES / 10; round++) {
    const bytes = damage(messages[round % messages.length] ?? new Uint8Array(0), random)
    const around = Uint8Array.from({ length: bytes.length + 2048 }, () => random.below(256))
    around.set(bytes, 1024)
    const within = around.subarray(1024, 1024 + bytes.length)
    for (const schema of schemas) {
      const alone = outcomeOf(() => schema.decode(bytes))
      expect(outcomeOf(() => schema.decode(within))).toEqual(alone)
    }
  }
})

it('reads a message again and again, and leaves it as it is', () => {
  const { schemas, messages } = samples(25)
  for (const message of messages) {
    const copy = Uint8Array.from(message)
    const first = schemas[0]?.decode(message)
    readAll(schemas[0]?.view(message))
    schemas[0]?.patch(message, {})
    canonicalize(message)
    expect(schemas[0]?.decode(message)).toEqual(first)
    expect(Uint8Array.from(message)).toEqual(copy)
  }
})

/** Records as one segment and as many, and the schema with either back end. */
function samples(seed: number): { schemas: Schema[]; messages: Uint8Array[] } {
  const random = new Random(seed)
  const model = parse(randomSchema(random, 2))
  const schemas = [true, false].map((generateCode) =>
    new CapnpCodec({ generateCode }).compile(model),
  )
  const values = new RandomValues(random, model)
  const whole = Array.from({ length: 6 }, () => schemas[0]?.encode(values.struct(model.root)))
    .filter((bytes) => bytes !== undefined)
    .filter((bytes) => bytes.length > 200)
  const split = whole.map((bytes) => convert(['binary:binary', '--segment-size=2'], bytes))
  return { schemas, messages: [...whole, ...split] }
}

/** Wrong bytes, wrong bits, and words at the wrong place: pointers that are whole but lead elsewhere. */
function damage(message: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(message)
  for (let times = 1 + random.below(6); times > 0; times--) {
    const at = random.below(bytes.length)
    const wrong = [
      () => bytes.fill(random.below(256), at, at + 1),
      () => bytes.fill(random.pick([0, 255, 1, 7, 254]), at, at + 1),
      () => bytes.fill((bytes[at] ?? 0) ^ (1 << random.below(8)), at, at + 1),
      () => copyWord(bytes, random.below(bytes.length) & ~7, at & ~7),
    ] as const
    random.pick(wrong)()
  }
  return random.once(20) ? bytes.subarray(0, random.below(bytes.length)) : bytes
}

function copyWord(bytes: Uint8Array, from: number, to: number): Uint8Array {
  return bytes.copyWithin(to, from, from + 8)
}

const ANSWER = /^(?:record|AYS_MESSAGE_INVALID)$/

function outcomeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error.message : error
  }
}

function answerOf(run: () => unknown): string {
  try {
    run()
    return 'record'
  } catch (error) {
    return isAysError(error) ? error.code : String(error)
  }
}

/** Everything that a view shows; pointers may lead in circles, so not for ever. */
function readAll(view: unknown, budget = { left: 2000 }): void {
  if (typeof view !== 'object' || view === null || budget.left-- < 0) return
  if (view instanceof ListView) {
    for (let index = 0; index < Math.min(view.length, 1000); index++)
      readAll(view.at(index), budget)
    return
  }
  for (const name in view) readAll(Reflect.get(view, name), budget)
}

function parse(text: string): SchemaModel {
  const { model, diagnostics } = parseSchema(text, { file: 'random.capnp', root: 'S0' })
  if (model === undefined) throw new Error(JSON.stringify(diagnostics))
  return model
}
