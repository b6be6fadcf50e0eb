// npm run soak: the crash suites for an hour instead of seconds (AYS_SOAK_CYCLES, 300 each, unless told),
// with a new seed, several at a time; what came out is added to docs/reliability.md as soon as a suite has
// ended. A suite takes part by asking test/harness/soak.ts for its cycles, telling it how it ended, and
// standing in this list.
// npm run soak -- stores daemon: only the suites with one of these words in their group, file or test.
// Ctrl-C ends it: suites that have ended are in the document, the others are not.
import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { installTools } from './install-tools.mjs'
import { root, run } from './run.mjs'

/** Those that take longest come first. */
const SUITES = [
  { group: 'daemon', file: 'crash/daemon-killed.test.ts', test: 'beside another one' },
  { group: 'daemon', file: 'crash/daemon-killed.test.ts', test: 'on a LevelDB' },
  { group: 'runs', file: 'crash/run-killed.test.ts', test: 'with its CLI' },
  { group: 'runs', file: 'crash/run-killed.test.ts', test: 'with one of its workers' },
  { group: 'runs', file: 'crash/run-killed.test.ts', test: 'with its Redis' },
  { group: 'stores', file: 'crash/migrate.test.ts' },
  { group: 'model', file: 'model/walk.test.ts' },
  { group: 'stores', file: 'crash/store-redis.test.ts', test: 'Redis that is killed' },
  { group: 'model', file: 'model/crash-walk.test.ts' },
  { group: 'stores', file: 'crash/store-redis.test.ts', test: 'Redis whose client' },
  { group: 'stores', file: 'crash/store-postgres.test.ts', test: 'PostgreSQL that is killed' },
  { group: 'stores', file: 'crash/store-postgres.test.ts', test: 'PostgreSQL whose client' },
  { group: 'stores', file: 'crash/store-lmdb.test.ts' },
  { group: 'stores', file: 'crash/store-level.test.ts' },
]
const DOCUMENT = join(root, 'docs/reliability.md')
/** How often, in milliseconds, it is told how far they are. */
const PROGRESS = 30_000
/** Milliseconds for what is interrupted to end by itself. */
const PATIENCE = 10_000

const cycles = process.env.AYS_SOAK_CYCLES ?? '300'
const seed = process.env.AYS_SOAK_SEED ?? String(Math.floor(Math.random() * 1e9))
const words = process.argv.slice(2)
const wanted = SUITES.filter(
  (suite) => words.length === 0 || words.some((word) => titleOf(suite).includes(word)),
)
const running = new Map()
const interruption = new AbortController()

if (wanted.length === 0) {
  console.error(`No suite has such a word: ${words.join(' ')}. There are:`)
  for (const suite of SUITES) console.error(`  ${titleOf(suite)}`)
  process.exit(2)
}
installTools()
run('turbo', ['run', 'build', '--output-logs=errors-only'])
const commit = commitOf()
const folder = mkdtempSync(join(tmpdir(), 'ays-soak-'))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt)
const timer = setInterval(tellProgress, PROGRESS)
console.log(`${wanted.length} suites of ${commit}, seed ${seed}, ${cycles} cycles each`)
const waiting = [...wanted]
// One more than there are processors: many cycles wait for a lease to run out.
await Promise.all(Array.from({ length: availableParallelism() + 1 }, lane))
clearInterval(timer)
rmSync(folder, { recursive: true })
if (interruption.signal.aborted) process.exitCode = 130

function titleOf({ group, file, test }) {
  return test === undefined ? `${group} ${file}` : `${group} ${file} "${test}"`
}

function git(...args) {
  return spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim()
}

/** What was soaked, with a word when it is not just what was committed. */
function commitOf() {
  const changed = git('status', '--porcelain', '--', 'packages', 'plugins', 'test')
  return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : ', changed'}`
}

/** One suite after the other. */
async function lane() {
  for (let suite = waiting.shift(); suite; suite = waiting.shift()) await soak(suite)
}

async function soak(suite) {
  const report = join(folder, `report-${SUITES.indexOf(suite)}`)
  const only = suite.test === undefined ? [] : ['-t', suite.test]
  const child = spawn('npx', ['vitest', 'run', '--project', 'e2e', suite.file, ...only], {
    cwd: root,
    // A group of its own: what is interrupted ends with all that it started.
    detached: true,
    env: {
      ...process.env,
      AYS_SOAK_CYCLES: cycles,
      AYS_SOAK_SEED: seed,
      AYS_SOAK_REPORT: report,
    },
  })
  running.set(child, report)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data))
  const status = await new Promise((resolve) => child.once('close', resolve))
  running.delete(child)
  if (interruption.signal.aborted) return
  if (status !== 0) {
    process.exitCode = 1
    console.error(`${output}\n${titleOf(suite)} failed`)
  }
  for (const result of resultsOf(suite, report)) record(result)
}

/** What the suite told of those that have ended; it may have died before it could tell anything. */
function resultsOf(suite, report) {
  const ended = linesOf(report).filter(({ cycles: done }) => done !== undefined)
  if (ended.length > 0) return ended
  return [{ suite: titleOf(suite), seed, cycles: 0, failures: 'did not finish' }]
}

function record({ suite, seed: used, cycles: done, failures }) {
  const when = new Date().toISOString().slice(0, 10)
  appendFileSync(DOCUMENT, `| ${when} | ${commit} | ${suite} | ${used} | ${done} | ${failures} |\n`)
  console.log(`${time()} ${suite}: ${done} cycles, failures: ${failures}`)
}

function tellProgress() {
  const latest = [...running.values()].map((report) => linesOf(report).at(-1))
  const told = latest.map((line) =>
    line?.done === undefined ? 'under way' : `${line.suite} ${line.done}/${line.of}`,
  )
  console.log(`${time()} ${told.join(' · ')}; ${waiting.length} wait`)
}

function linesOf(report) {
  if (!existsSync(report)) return []
  const lines = readFileSync(report, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

function time() {
  return new Date().toISOString().slice(11, 19)
}

function interrupt() {
  interruption.abort()
  waiting.length = 0
  console.log(`${time()} interrupted`)
  for (const { pid } of running.keys()) kill(pid, 'SIGINT')
  setTimeout(() => {
    for (const { pid } of running.keys()) kill(pid, 'SIGKILL')
  }, PATIENCE).unref()
}

/** The whole group; it may be gone already. */
function kill(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
