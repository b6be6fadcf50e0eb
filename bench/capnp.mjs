// The codec beside JSON, msgpackr, protobufjs, capnp-ts and C++. Usage: node bench/capnp.mjs [ROUNDS]
// Everything takes turns, so that what else the machine does falls on all; ratios are made inside a round.
import { deepStrictEqual } from 'node:assert'
import { cpus } from 'node:os'
import { codec } from '@ays/capnp-codec'
import { hostile } from './capnp/hostile.mjs'
import { buildLimit } from './capnp/limit.mjs'
import { service, stored } from './capnp/records.mjs'
import { subjects } from './capnp/subjects.mjs'

const rounds = Number(process.argv[2] ?? 15)
/** How long each turn of a subject lasts, in milliseconds. */
const TURN = 20

const [small, large] = [service(10), service(2000)]
const columns = [
  { title: 'encode', input: () => small, run: 'encode' },
  { title: 'decode', input: ({ encode }) => encode(small), run: 'decode' },
  { title: 'one field', input: ({ encode }) => encode(small), run: 'nameOf' },
  { title: 'two fields of a large record', input: ({ encode }) => encode(large), run: 'twoOf' },
]

let sink

/** Microseconds for one run, over about TURN milliseconds. */
function timed(run, input) {
  let count = 0
  let batch = 1
  const start = performance.now()
  for (let took = 0; took < TURN; took = performance.now() - start) {
    for (let index = 0; index < batch; index++) sink = run(input)
    count += batch
    if (took < TURN / 8) batch *= 2
  }
  return ((performance.now() - start) * 1000) / count
}

function shuffled(items) {
  const keyed = items.map((item) => ({ item, key: Math.random() }))
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item)
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

/** Times by subject and column; a round before the first warms up. */
function measure() {
  const limit = buildLimit(subjects[1].encode(small), subjects[1].encode(large))
  const rows = subjects.map((subject) => ({
    name: subject.name,
    cells: columns.map(({ input, run }) => ({
      input: input(subject),
      run: subject[run],
      times: [],
    })),
  }))
  const cpp = limit && { name: 'C++', cells: columns.map(() => ({ times: [] })) }
  for (let round = -1; round < rounds; round++) {
    for (const { cells } of shuffled(rows))
      for (const { input, run, times } of cells) {
        const took = timed(run, input)
        if (round >= 0) times.push(took)
      }
    if (cpp && round >= 0)
      limit.measure().forEach((took, column) => cpp.cells[column].times.push(took))
  }
  limit?.close()
  return cpp ? [...rows, cpp] : rows
}

function cell({ times }, json) {
  const ratio = median(times.map((took, round) => json.times[round] / took))
  const took = median(times)
  const digits = took < 1 ? 3 : took < 100 ? 2 : 0
  return `${took.toFixed(digits)} (${ratio < 100 ? ratio.toFixed(2) : ratio.toFixed(0)})`
}

function printSpeed(rows) {
  const [json] = rows
  console.log(`| µs, in brackets times JSON | ${columns.map(({ title }) => title).join(' | ')} |`)
  console.log(`| ---${' | ---'.repeat(columns.length)} |`)
  for (const { name, cells } of rows)
    console.log(
      `| ${name} | ${cells.map((one, column) => cell(one, json.cells[column])).join(' | ')} |`,
    )
}

function printSizes() {
  console.log('\n| bytes | 10 events | 2,000 events |\n| --- | --- | --- |')
  for (const { name, encode } of subjects)
    if (name !== 'ours, closures')
      console.log(`| ${name} | ${encode(small).length} | ${encode(large).length} |`)
}

/** A service as AYS stores it; as JSON its data is an object, so that nothing is wrapped twice. */
function printStored() {
  const record = stored(subjects[1].encode(small))
  const plain = { ...record, data: small, declared: small, beforeData: undefined }
  const ours = codec.record('Service')
  const rows = [
    { ...subjects[0], input: plain },
    {
      name: 'ours',
      encode: (value) => ours.encode(value),
      decode: (bytes) => ours.decode(bytes),
      input: record,
    },
  ]
  console.log(
    '\n| service as stored | bytes | encode, µs | decode, µs |\n| --- | --- | --- | --- |',
  )
  for (const { name, encode: write, decode: read, input } of rows) {
    const bytes = write(input)
    const [encoding, decoding] = [write, read].map((run, index) =>
      median(Array.from({ length: rounds }, () => timed(run, index === 0 ? input : bytes))),
    )
    console.log(`| ${name} | ${bytes.length} | ${encoding.toFixed(2)} | ${decoding.toFixed(2)} |`)
  }
}

for (const { name, encode, decode } of subjects.slice(0, 6))
  deepStrictEqual(decode(encode(small)), small, name)

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, medians of ${rounds} rounds\n`,
)
printSpeed(measure())
printSizes()
printStored()
console.log(`\n${hostile()}`)
if (sink === undefined) throw new Error('nothing was measured')
