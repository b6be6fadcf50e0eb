// The command line, as a process of its own.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../packages/cli/bin/run.cjs', import.meta.url))
const RSS = new URL('report-memory.mjs', import.meta.url).href
const OWN = new URL('../stores/report-memory.mjs', import.meta.url).href

/** Milliseconds of a command that ends well. */
export function timeCli(cwd, args) {
  const begin = performance.now()
  run(cwd, [BIN, ...args])
  return performance.now() - begin
}

/** Megabytes that its process had at most. */
export function memoryOfCli(cwd, args) {
  const { output } = run(cwd, ['--import', RSS, BIN, ...args])
  return Number(output[3]) / 1024
}

/** What the command answers with --json, how many milliseconds it took, and its own memory at most in megabytes; `settings` are Node's. */
export function answerOfCli(cwd, args, ...settings) {
  const begin = performance.now()
  const node = ['--import', OWN, ...settings]
  const { stdout, output } = run(cwd, [...node, BIN, ...args, '--json'], 'pipe')
  const took = performance.now() - begin
  return { answer: JSON.parse(stdout), took, megabytes: Number(output[3]) / 1024 }
}

function run(cwd, args, stdout = 'ignore') {
  const stdio = ['ignore', stdout, 'pipe', 'pipe']
  const done = spawnSync(process.execPath, args, {
    cwd,
    stdio,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (done.status !== 0) throw new Error(`ays ${args.join(' ')}: ${done.stderr.slice(-2000)}`)
  return done
}

/** Kills the command with its first finished jobs; milliseconds from then to the first job after resume. */
export async function timeToResume(cwd) {
  const first = start(cwd, ['apply', '--yes'])
  await jobEnded(first)
  first.kill('SIGKILL')
  const killed = performance.now()
  await once(first, 'exit')
  const second = start(cwd, ['run', 'resume'])
  await jobEnded(second)
  const took = performance.now() - killed
  const [status] = await once(second, 'exit')
  if (status !== 0) throw new Error(`ays run resume ended with ${status}`)
  return took
}

function start(cwd, args) {
  return spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
}

function jobEnded(child) {
  return new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text) => text.includes('✓') && resolve())
    child.once('exit', (status) => reject(new Error(`ays ended with ${status}`)))
  })
}
