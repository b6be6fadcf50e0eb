import type { FieldModel, RecordData, TypeModel } from '@ays/core'

/** Values of one type. */
interface Samples {
  readonly limits: readonly unknown[]
  readonly random: () => unknown
}

const RANDOM_RECORDS = 100
const MAX_LENGTH = 40

/**
 * Records to prove with that two schemas hold the same data: an empty one, some with every field at its
 * limits, random ones. A field of a type without samples is left out, so it has its default.
 */
export function* sampleRecords(fields: readonly FieldModel[]): Iterable<RecordData> {
  yield {}
  const sampled = fields.flatMap(({ name, type, rules }) => {
    const samples = samplesOf(type, rules?.bigint === true)
    return samples ? [{ name, ...samples }] : []
  })
  const rows = Math.max(0, ...sampled.map(({ limits }) => limits.length))
  for (let row = 0; row < rows; row += 1)
    yield toRecord(sampled, ({ limits }) => limits[row % limits.length])
  for (let turn = 0; turn < RANDOM_RECORDS; turn += 1)
    yield toRecord(sampled, ({ random }) => random())
}

function toRecord<T extends { readonly name: string }>(
  fields: readonly T[],
  choose: (field: T) => unknown,
): RecordData {
  return Object.fromEntries(fields.map((field) => [field.name, choose(field)]))
}

function samplesOf(type: TypeModel, big: boolean): Samples | undefined {
  if (type.kind === 'struct' || type.kind === 'enum') return undefined
  if (type.kind !== 'list') return SAMPLES.get(big && type.kind === 'int64' ? 'bigint' : type.kind)
  const items = samplesOf(type.element, big)
  return items && { limits: [[], items.limits], random: () => randomList(items.random) }
}

/** The types that HRD makes. */
const SAMPLES: ReadonlyMap<string, Samples> = new Map([
  ['bool', { limits: [false, true], random: () => Math.random() < 0.5 }],
  [
    'int64',
    { limits: [0, 1, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER], random: randomInteger },
  ],
  [
    'bigint',
    {
      limits: [0n, 1n, -1n, 2n ** 63n - 1n, -(2n ** 63n)],
      random: () => BigInt(randomInteger()) * 1024n,
    },
  ],
  [
    'float32',
    {
      limits: [0, -0, 1.5, -(2 ** 127), 2 ** -149, Infinity, -Infinity, Number.NaN],
      random: () => Math.fround((Math.random() - 0.5) * 10 ** randomTo(30)),
    },
  ],
  [
    'text',
    {
      limits: ['', 'a', 'x'.repeat(10_000), '\t"\\\n', 'é ✓ 🚀'],
      // Below the halves of pairs.
      random: () => String.fromCodePoint(...randomList(() => 1 + randomTo(0xd7_ff))),
    },
  ],
])

function randomInteger(): number {
  return Math.trunc((Math.random() * 2 - 1) * Number.MAX_SAFE_INTEGER)
}

function randomList<T>(make: () => T): T[] {
  return Array.from({ length: randomTo(MAX_LENGTH) }, make)
}

function randomTo(limit: number): number {
  return Math.floor(Math.random() * limit)
}
