// How long the command line takes to start, beside bare Node. Usage: node bench/startup.mjs [RUNS]
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ays = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url))
const runs = Number(process.argv[2] ?? 20)
const folder = mkdtempSync(join(tmpdir(), 'ays-startup-'))
const subjects = [
  { name: 'node -e 0', args: ['-e', '0'], times: [] },
  { name: 'ays --version', args: [ays, '--version'], times: [] },
  { name: 'ays --help', args: [ays, '--help'], times: [] },
  { name: 'ays plan --help', args: [ays, 'plan', '--help'], times: [] },
  { name: 'ays service list', args: [ays, 'service', 'list'], times: [] },
  { name: 'ays plan', args: [ays, 'plan'], times: [] },
]

spawnSync(process.execPath, [ays, 'init'], { cwd: folder })

// Interleaved, so that what else the machine does falls on all of them.
for (let turn = -1; turn < runs; turn += 1) {
  for (const { name, args, times } of subjects) {
    const start = performance.now()
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder })
    const took = performance.now() - start
    if (status !== 0) throw new Error(`${name}: ${String(stderr)}`)
    if (turn >= 0) times.push(took)
  }
}
rmSync(folder, { recursive: true })

const [bare] = subjects
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${runs} runs each\n`,
)
console.log('| command | median ms | above bare Node | best ms |\n| --- | --- | --- | --- |')
for (const { name, times } of subjects) {
  const above = median(times) - median(bare.times)
  console.log(
    `| \`${name}\` | ${whole(median(times))} | ${whole(above)} | ${whole(Math.min(...times))} |`,
  )
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function whole(number) {
  return number.toFixed(0)
}
