// npm run soak: the crash suites for hours instead of seconds (AYS_SOAK_CYCLES, 300 each, unless told),
// with a new seed; what came out is added to docs/reliability.md. A suite takes part by asking
// test/harness/soak.ts for its cycles, telling it how it ended, and standing in this list.
// npm run soak -- walk: only the suites with that in their name.
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const SUITES = [
  'crash/store-level.test.ts',
  'crash/store-redis.test.ts',
  'crash/migrate.test.ts',
  'crash/run-killed.test.ts',
  'model/walk.test.ts',
  'model/crash-walk.test.ts',
]
const DOCUMENT = join(root, 'docs/reliability.md')
const HEAD = `# Reliability

\`npm run soak\` kills clients, owners and servers with kill -9 at random moments and looks, after each time,
whether everything that was answered is there and nothing is there by half. It also lets a process die at each
of its commits, and walks the runs over all small graphs beside a model. Each line is one suite of one run;
the seed repeats its moments: \`AYS_SOAK_SEED=<seed> AYS_SOAK_CYCLES=<cycles> npm run soak\`.

| when | commit | suite | seed | cycles | failures |
| --- | --- | --- | --- | --- | --- |
`

const cycles = process.env.AYS_SOAK_CYCLES ?? '300'
const seed = process.env.AYS_SOAK_SEED ?? String(Math.floor(Math.random() * 1e9))
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
  encoding: 'utf8',
}).stdout.trim()
const folder = mkdtempSync(join(tmpdir(), 'ays-soak-'))

run('turbo', ['run', 'build', '--output-logs=errors-only'])
if (!existsSync(DOCUMENT)) appendFileSync(DOCUMENT, HEAD)
const wanted = process.argv.slice(2)
const suites = SUITES.filter((suite) => wanted.every((word) => suite.includes(word)))
for (const suite of suites) {
  const report = join(folder, 'report')
  rmSync(report, { force: true })
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'e2e', suite], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      AYS_SOAK_CYCLES: cycles,
      AYS_SOAK_SEED: seed,
      AYS_SOAK_REPORT: report,
    },
  })
  if (status !== 0) process.exitCode = 1
  appendFileSync(DOCUMENT, rows(suite, report).join(''))
}
rmSync(folder, { recursive: true })

function rows(suite, report) {
  const when = new Date().toISOString().slice(0, 10)
  const row = (name, done, failures) =>
    `| ${when} | ${commit} | ${name} | ${seed} | ${done} | ${failures} |\n`
  if (!existsSync(report)) return [row(suite, cycles, 'did not finish')]
  return readFileSync(report, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((result) => row(result.suite, result.cycles, result.failures))
}
