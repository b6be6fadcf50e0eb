// What moving a repository costs: LevelDB to Redis and back, and by a backup from each into the other.
// Usage: node bench/migrate.mjs [SERVICES…]
// After `npm run build`. Every row is one `ays store …` as a process of its own; all digests must be one.
import { answerOfCli } from './run/cli.mjs'
import { layeredGraph, toBlueprint } from './run/graph.mjs'
import { makeRepository, removeRepository } from './run/repository.mjs'
import { printMachine, seconds, table } from './run/tables.mjs'
import { startRedis } from './stores/start-redis.mjs'

const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 10_000, 100_000]

/** What grew with the store would not fit: without a limit, Node collects its garbage when it pleases. */
const HEAP = '--max-old-space-size=64'

printMachine()
const row = table('services', '', 'entries', 'size', 'time', 'entries a second', 'memory', 'digest')
for (const count of counts) await measure(count)

async function measure(count) {
  const folder = await makeRepository({ blueprint: toBlueprint(layeredGraph(count)) })
  const redis = await startRedis(folder)
  try {
    answerOfCli(folder, ['apply', '--yes', '--no-run'])
    const [there, restored] = [redis.url, `${redis.url}?db=1`]
    const steps = [
      ['verify', 'verify'],
      ['LevelDB to Redis', 'migrate', '--to', there],
      ['Redis to LevelDB', 'migrate', '--to', 'level:.ays/back'],
      ['backup of LevelDB', 'backup', 'of-level'],
      ['restored into Redis', 'restore', 'of-level', '--store', restored],
      ['backup of Redis', 'backup', 'of-redis', '--store', restored],
      ['restored into LevelDB', 'restore', 'of-redis', '--store', 'level:.ays/restored'],
    ]
    const digests = steps.map(([title, ...command]) => step(folder, { count, title, command }))
    if (new Set(digests).size !== 1) throw new Error(`the digests differ: ${digests.join(' ')}`)
  } finally {
    await redis[Symbol.asyncDispose]()
    await removeRepository(folder)
  }
}

function step(folder, { count, title, command }) {
  const { answer, took, megabytes } = answerOfCli(folder, ['store', ...command], HEAP)
  const { entries, bytes, digest } = answer
  const speed = Math.round((entries / took) * 1000)
  const size = `${(bytes / 1e6).toFixed(1)} MB`
  const memory = `${megabytes.toFixed(0)} MB`
  row(count, title, entries, size, seconds(took), speed, memory, digest.slice(0, 12))
  return digest
}
