// How long the command line takes, beside bare Node, in one run: what needs no repository, and what a small one
// that is as declared is asked, alone and where a daemon serves it. By the clock and, on Linux, in processor time,
// which other work on the machine changes less. Usage: node bench/startup.mjs [RUNS]
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Milliseconds: what Linux counts in on all its machines. */
const TICK = 10
const ays = fileURLToPath(new URL('../packages/cli/bin/run.cjs', import.meta.url))
const runs = Number(process.argv[2] ?? 20)
const folder = mkdtempSync(join(tmpdir(), 'ays-startup-'))
const alone = makeSite('alone')
const served = makeSite('served')

const subjects = [
  { name: '`node -e 0`', args: ['-e', '0'] },
  { name: '`ays --version`', args: [ays, '--version'] },
  ...[1, 5].map((count) => ({
    name: `\`ays --version\`, plugins installed: ${count}`,
    args: [ays, '--version'],
    env: { ...process.env, AYS_DATA_DIR: makePlugins(count) },
  })),
  { name: '`ays --help`', args: [ays, '--help'] },
  { name: '`ays plan --help`', args: [ays, 'plan', '--help'] },
  ...['service list', 'run list', 'plan'].flatMap((command) => {
    const args = [ays, ...command.split(' ')]
    return [
      { name: `\`ays ${command}\``, args, cwd: alone },
      { name: `\`ays ${command}\`, a daemon is there`, args, cwd: served },
    ]
  }),
].map((subject) => ({ ...subject, times: [], used: 0 }))

run([ays, 'daemon', 'start'], served)
try {
  // Interleaved, so that what else the machine does falls on all of them.
  for (let turn = -1; turn < runs; turn += 1) {
    for (const subject of subjects) {
      const before = usedByChildren()
      const start = performance.now()
      run(subject.args, subject.cwd, subject.env)
      if (turn < 0) continue
      subject.times.push(performance.now() - start)
      subject.used += usedByChildren() - before
    }
  }
} finally {
  run([ays, 'daemon', 'stop'], served)
  rmSync(folder, { recursive: true })
}

const [bare] = subjects
const processor = `${cpus().length} × ${cpus()[0]?.model.trim()}`
const load = loadavg()[0]?.toFixed(0)
console.log(`Node ${process.version}, ${processor}, load ${load}, ${runs} runs each\n`)
console.log('| command | median ms | above bare Node | best ms | above | processor ms | above |')
console.log('| --- | --- | --- | --- | --- | --- | --- |')
for (const { name, times, used } of subjects) {
  const numbers = [
    [median(times), median(bare.times)],
    [Math.min(...times), Math.min(...bare.times)],
    [used / runs, bare.used / runs],
  ]
  const cells = numbers.flatMap(([own, least]) => [whole(own), whole(own - least)])
  console.log(`| ${[name, ...cells].join(' | ')} |`)
}

/** What `ays init` makes, applied. */
function makeSite(name) {
  const site = join(folder, name)
  run([ays, 'init', site])
  run([ays, 'apply', '--yes'], site)
  return site
}

/** Each with a store and a command. */
function makePlugins(count) {
  const data = join(folder, `data-${count}`)
  const names = Array.from({ length: count }, (_, at) => `ays-plugin-${at}`)
  for (const [at, name] of names.entries()) {
    const oclif = { commands: './commands' }
    const about = { name, version: '1.0.0', ays: { stores: { [`s${at}`]: './store.js' } }, oclif }
    const command = { id: `hello${at}`, aliases: [], args: {}, flags: {} }
    mkdirSync(join(data, name), { recursive: true })
    writeJson(join(data, name, 'package.json'), {
      ...about,
      peerDependencies: { '@ays/core': '0.x' },
    })
    writeJson(join(data, name, 'oclif.manifest.json'), {
      version: '1.0.0',
      commands: { [command.id]: command },
    })
  }
  const plugins = names.map((name) => ({ name, type: 'link', root: join(data, name) }))
  writeJson(join(data, 'package.json'), { oclif: { plugins } })
  return data
}

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value))
}

function run(args, cwd, env = process.env) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env })
  if (status !== 0) throw new Error(`${args.join(' ')}: ${String(stderr)}`)
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

function whole(number) {
  return number.toFixed(0)
}

/** Milliseconds of processor time of all processes that were started here and have ended; 0 where nobody knows. */
function usedByChildren() {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) * TICK
  } catch {
    return 0
  }
}
