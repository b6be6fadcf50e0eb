// What a store costs beside the library below it. Usage: node bench/stores.mjs [ROUNDS] [NAME...]
// Every row: the library, then ours, with the same bytes, turn by turn; medians of the rounds.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as level from './stores/level.mjs'
import * as lmdb from './stores/lmdb.mjs'
import * as postgres from './stores/postgres.mjs'
import * as redis from './stores/redis.mjs'
import { big, change, range, service } from './stores/workload.mjs'

const rounds = Number(process.argv[2] ?? 7)
const names = process.argv.slice(3)
const folder = mkdtempSync(join(tmpdir(), 'ays-bench-'))
const changes = () => range(100).map(change)
const keys = range(100).map((number) => `svc/node/${number * 7}`)
let read = 0
/** Other services every time; those that were written last are not among them. */
const unread = () => range(500).map(() => `svc/node/${200 + (read += 7)}`)
const many = (value, count) => () => range(count).map(() => value)

/** What is compared: the operations of one turn, what they work on, the library's turn and ours. */
function comparisons(raw, store, fences) {
  const checked = async (all) => {
    const entries = await store.getMany(all.map(({ puts: [{ key }] }) => key))
    return all.map((commit, index) => ({
      ...commit,
      fences,
      checks: [{ key: commit.puts[0].key, version: entries[index].version }],
    }))
  }
  const commit = (changed) => store.commit(changed)
  return [
    {
      title: 'commit of one change',
      count: 100,
      input: changes,
      checked,
      library: each(raw.commit),
      ours: each(commit),
    },
    {
      title: '100 commits at once',
      count: 100,
      input: changes,
      checked,
      library: raw.commits,
      ours: (all) => Promise.all(all.map(commit)),
    },
    {
      title: 'commit of 10,000 keys, per key',
      count: 10_000,
      input: big,
      library: raw.commit,
      ours: commit,
    },
    {
      title: '10,000 changes, 100 in a commit, per change',
      count: 10_000,
      input: () => range(100).map(() => ({ puts: changes().flatMap(({ puts }) => puts) })),
      library: each(raw.commit),
      ours: each(commit),
    },
    {
      title: 'get of what was not read lately',
      count: 500,
      input: unread,
      library: each(raw.get),
      ours: each((key) => store.get(key)),
    },
    {
      title: 'get of what was read lately',
      count: 500,
      input: () => [...keys, ...keys, ...keys, ...keys, ...keys],
      library: each(raw.get),
      ours: each((key) => store.get(key)),
    },
    {
      title: 'getMany of 100, per key',
      count: 2000,
      input: many(keys, 20),
      library: each(raw.getMany),
      ours: each((some) => store.getMany(some)),
    },
    ...[100, 1000].map((limit) => ({
      title: `scan of ${limit}, per entry`,
      count: 10 * limit,
      input: many('svc/node/', 10),
      library: each((prefix) => raw.scan(prefix, limit)),
      ours: each((prefix) => scan(store, prefix, limit)),
    })),
  ]
}

const each = (run) => async (inputs) => {
  for (const input of inputs) await run(input)
}

async function scan(store, prefix, limit) {
  for await (const _ of store.scan({ prefix, limit })) continue
}

/** Microseconds for each of `count` operations. */
async function timed(count, run, input) {
  const start = performance.now()
  await run(input)
  return ((performance.now() - start) * 1000) / count
}

async function compare({ title, count, input, checked = (all) => all, library, ours }) {
  const times = { library: [], ours: [] }
  for (let turn = -1; turn < rounds; turn++) {
    const [theirs, mine] = [input(), await checked(input())]
    const took = [await timed(count, library, theirs), await timed(count, ours, mine)]
    if (turn < 0) continue
    times.library.push(took[0])
    times.ours.push(took[1])
  }
  const [raw, own] = [median(times.library), median(times.ours)]
  console.log(`| ${title} | ${raw.toFixed(1)} | ${own.toFixed(1)} | ${(own / raw).toFixed(2)} |`)
}

/** One get, a page of an index, the commit of one change: turn by turn in stores with fewer and more services. */
async function grown(sizes) {
  const took = sizes.map(() => ({ get: [], page: [], commit: [] }))
  for (let turn = -1; turn < rounds; turn++) {
    for (const [at, { store, count }] of sizes.entries()) {
      const spread = range(200).map((number) => `svc/node/${Math.floor((number * count) / 200)}`)
      const pages = range(20).map((number) => `by/actor/node/${number + 10}`)
      const times = {
        get: await timed(
          200,
          each((key) => store.get(key)),
          spread,
        ),
        page: await timed(
          20,
          each((prefix) => scan(store, prefix, 10)),
          pages,
        ),
        commit: await timed(
          100,
          each((changed) => store.commit(changed)),
          changes(),
        ),
      }
      if (turn < 0) continue
      for (const [what, time] of Object.entries(times)) took[at][what].push(time)
    }
  }
  for (const [at, { count, bytes }] of sizes.entries()) {
    const [get, page, commit] = Object.values(took[at]).map((times) => median(times).toFixed(1))
    console.log(
      `| ${count} | ${get} | ${page} | ${commit} | ${Math.round((await bytes()) / count)} |`,
    )
  }
}

/** Ours and the library get the same services. */
async function fill({ store, commits }, count) {
  for (let start = 0; start < count; start += 2000) {
    const puts = range(Math.min(2000, count - start)).flatMap((number) => service(start + number))
    await store.commit({ puts })
    await commits([{ puts }])
  }
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

async function measure(subject) {
  const sizes = []
  for (const count of [1000, 100_000]) {
    const raw = await subject.open(mkdtempSync(join(folder, 'db-')))
    await fill(raw, count)
    sizes.push({ ...raw, count })
  }
  console.log(`\n## ${subject.name}\n`)
  console.log(
    '| services | get, µs | page of 10, µs | commit of one change, µs | bytes a service |',
  )
  console.log('| --- | --- | --- | --- | --- |')
  await grown(sizes)
  const raw = sizes.at(-1)
  const { store } = raw
  const { name, token } = await store.lease('run/bench', { ttl: 3_600_000 })
  console.log('\n| | library, µs | AYS, µs | ratio |\n| --- | --- | --- | --- |')
  for (const row of comparisons(raw, store, [{ lease: name, token }])) await compare(row)
  for (const { close } of sizes) await close()
}

console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${rounds} rounds`,
)
try {
  for (const subject of [level, redis, lmdb, postgres]) {
    if (names.length === 0 || names.includes(subject.name)) await measure(subject)
  }
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
