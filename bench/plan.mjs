// How planning grows: 1,000 to 100,000 services in ten layers, two producers each. Usage: node bench/plan.mjs [ROUNDS]
// After `npm run build`.
import { layeredGraph, toBlueprint } from './run/graph.mjs'
import { makeRepository, openRepository, removeRepository } from './run/repository.mjs'
import { median, ms, printMachine, table, timed, times } from './run/tables.mjs'

const rounds = Number(process.argv[2] ?? 3)
const COUNTS = [1000, 10_000, 100_000]

printMachine()
const row = table(
  'services',
  'first plan',
  'a service',
  'to the row above',
  'plan again',
  'a service',
)
let before
for (const count of COUNTS) {
  const { first, again } = await measure(toBlueprint(layeredGraph(count)))
  const each = (first / count) * 1000
  const growth = before === undefined ? '–' : times(each / before)
  row(count, ms(first), micro(each), growth, ms(again), micro((again / count) * 1000))
  before = each
}

/** Planning what is new, and what is stored and unchanged; warm, since a small plan would be all start-up. */
async function measure(text) {
  const folder = await makeRepository()
  const subject = await openRepository(folder, { workers: 0 })
  const request = { kind: 'blueprint', files: [{ file: 'all.yaml', text }], whole: true }
  const taken = { first: [], again: [] }
  try {
    for (let round = -1; round < rounds; round++) {
      const { took } = await timed(() => subject.api.plan(request))
      if (round >= 0) taken.first.push(took)
    }
    const plan = await subject.api.plan(request)
    await subject.api.apply({ plan: plan.id, noRun: true })
    for (let round = 0; round < rounds; round++) {
      taken.again.push((await timed(() => subject.api.plan(request))).took)
    }
  } finally {
    await subject[Symbol.asyncDispose]()
    await removeRepository(folder)
  }
  return { first: median(taken.first), again: median(taken.again) }
}

function micro(number) {
  return `${number.toFixed(0)} µs`
}
