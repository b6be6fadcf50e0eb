// What HRD costs: `ays schema convert` over real schemas in one call, the reader alone, and how both grow.
// Usage: AYS_CORPUS=FOLDER node bench/hrd.mjs [RUNS]
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compilePattern } from '../packages/capnp-codec/dist/index.js'
import { createHrdFormat, parseValueHrd } from '../packages/hrd/dist/index.js'

const corpus = process.env.AYS_CORPUS
if (corpus === undefined) throw new Error('Set AYS_CORPUS to the folder of real inputs.')
const ays = fileURLToPath(new URL('../packages/cli/bin/run.cjs', import.meta.url))
const runs = Number(process.argv[2] ?? 10)
const hrd = createHrdFormat({ compilePattern })

const expected = JSON.parse(readFileSync(join(corpus, 'schemas.expected.json'), 'utf8'))
const files = hrdFiles((path) => /(^|\/)schema\.hrd$|^history\//.test(path))
const texts = files.map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const size = texts.reduce((sum, { text }) => sum + text.length, 0)

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, medians of ${runs}\n`,
)
benchCommand()
benchReader()
benchGrowth()

function benchCommand() {
  const subjects = [
    { name: 'node -e 0', args: ['-e', '0'], times: [] },
    { name: 'ays --version', args: [ays, '--version'], times: [] },
    { name: 'ays schema convert --json FILE', args: convert(files.slice(0, 1)), times: [] },
    { name: `the same, ${files.length} files`, args: convert(files), times: [] },
    { name: 'the same, --strict', args: convert(files, '--strict'), times: [] },
  ]
  // Interleaved, so that what else the machine does falls on all of them.
  for (let turn = -1; turn < runs; turn += 1) {
    for (const { args, times } of subjects) {
      const start = performance.now()
      const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
      if (turn >= 0) times.push(performance.now() - start)
      else if (args.includes('convert')) check(JSON.parse(stdout), args)
    }
  }
  console.log('| command | median ms | best ms |\n| --- | --- | --- |')
  for (const { name, times } of subjects)
    console.log(`| \`${name}\` | ${whole(median(times))} | ${whole(Math.min(...times))} |`)
}

function convert(paths, ...flags) {
  return [ays, 'schema', 'convert', '--json', ...flags, ...paths]
}

/** Names, ordinals and types are those that the original's own code gave, in every schema. */
function check(schemas, args) {
  let compared = 0
  for (const { file, fields } of schemas) {
    const original = expected[relative(corpus, file)]
    // With --strict some are refused.
    if (original === undefined || (fields === null && args.includes('--strict'))) continue
    const ours = fields?.map(({ name, ordinal, type }) => [name, ordinal, type, ''])
    if (JSON.stringify(ours) !== JSON.stringify(original.capnp_fields))
      throw new Error(`${file} is not converted as AYS 8.1 did`)
    compared += 1
  }
  console.log(`${schemas.length} converted, ${compared} compared with the original: equal\n`)
}

function benchReader() {
  const cold = measure(() => readAll(texts))
  const warm = median(Array.from({ length: runs * 5 }, () => measure(() => readAll(texts))))
  const values = hrdFiles((path) => path.startsWith('values/')).map((file) =>
    readFileSync(file, 'utf8'),
  )
  const valuesCold = measure(() => values.map((text) => parseValueHrd(text)))
  const valuesWarm = median(
    Array.from({ length: runs * 5 }, () =>
      measure(() => values.map((text) => parseValueHrd(text))),
    ),
  )
  console.log('\n| reader alone | files | first ms | warm ms | warm µs a file |')
  console.log('| --- | --- | --- | --- | --- |')
  console.log(row('schemas', texts.length, cold, warm))
  console.log(row('values', values.length, valuesCold, valuesWarm))
  console.log(`\nThe schemas are ${whole(size / 1024)} KB.`)
}

function readAll(schemas) {
  for (const { file, text } of schemas) hrd.read(text, { file, pack: 'bench', template: file })
}

function row(name, count, cold, warm) {
  return `| ${name} | ${count} | ${cold.toFixed(1)} | ${warm.toFixed(1)} | ${whole((warm * 1000) / count)} |`
}

/** One text of each kind at growing sizes: in linear time the last column stays. */
function benchGrowth() {
  const kinds = [
    [
      'many fields',
      (count) => lines(count, (n) => `field${n} = type:int default:${n} descr:'no ${n}'`),
    ],
    ['one name, over and over', (count) => lines(count, () => 'field = type:str')],
    ['quotes without end', (count) => lines(count, (n) => `f${n} = descr:${"'a".repeat(20)}`)],
    ['faults in every line', (count) => lines(count, (n) => `f-${n} type`)],
  ]
  console.log('\n| schema | lines | KB | ms | µs a KB |\n| --- | --- | --- | --- | --- |')
  for (const [name, make] of kinds) {
    for (const count of [1_000, 10_000, 100_000]) {
      const text = make(count)
      const source = { file: 'schema.hrd', pack: 'bench', template: name }
      const took = median(Array.from({ length: 3 }, () => measure(() => hrd.read(text, source))))
      const kb = text.length / 1024
      console.log(
        `| ${name} | ${count} | ${whole(kb)} | ${took.toFixed(1)} | ${whole((took * 1000) / kb)} |`,
      )
    }
  }
}

function lines(count, make) {
  return Array.from({ length: count }, (_, index) => make(index)).join('\n')
}

function hrdFiles(isWanted) {
  return readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hrd'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => isWanted(relative(corpus, file)))
    .toSorted()
}

function measure(run) {
  const start = performance.now()
  run()
  return performance.now() - start
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function whole(number) {
  return number.toFixed(0)
}
