// npm run check: everything that must hold before a change is taken. After the build and before the tests, what
// looks at the code without running it: as many checks at a time as there are processors, each with its time.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'
import { root, run } from './run.mjs'

/** Scripts of package.json; those that take longest come first. */
const CHECKS = [
  ['pack'],
  ['types'],
  ['api'],
  ['lint'],
  ['unused'],
  ['docs', '--', '--check'],
  ['layers'],
  ['format:check'],
]

run('npm', ['run', 'build'])
// Not beside the others: it makes a source for a moment.
run('npm', ['run', '--silent', 'generate', '--', '--check'])
const waiting = [...CHECKS]
const failed = []
await Promise.all(Array.from({ length: availableParallelism() }, lane))
if (failed.length > 0) {
  console.error(`\nTo be mended: ${failed.join(', ')}`)
  process.exit(1)
}
run('npm', ['test'])

async function lane() {
  for (let check = waiting.shift(); check; check = waiting.shift()) await look(check)
}

/** What a check writes is for who has to mend something. */
async function look(check) {
  const began = Date.now()
  const child = spawn('npm', ['run', '--silent', ...check], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
  const output = [text(child.stdout), text(child.stderr)]
  const [code, stdout, stderr] = await Promise.all([ended, ...output])
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} npm run ${check.join(' ')} (${seconds} s)`)
  if (code === 0) return
  failed.push(check[0])
  console.log(stdout + stderr)
}
