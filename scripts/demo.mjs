// npm run demo: a small site becomes real, changes, and goes again. Every step is proven.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, run } from './run.mjs'

const CLI = join(root, 'packages/cli')
const BIN = join(CLI, 'bin/run.cjs')
const PACK = join(root, 'plugins/pack-demo')

const interrupt = new AbortController()
const groups = []

if (!existsSync(join(CLI, 'dist/main.cjs'))) {
  console.log('Building AYS first; this happens once.')
  run('turbo', ['run', 'build', '--output-logs=errors-only'])
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupt.abort())

const folder = await realpath(await mkdtemp(join(tmpdir(), 'ays-demo-')))
const repository = join(folder, 'repository')
const site = join(folder, 'site')
const began = Date.now()
try {
  await demo()
  console.log(`\nThe demo took ${((Date.now() - began) / 1000).toFixed(1)} s.`)
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? 130 : 1
  console.error(interrupt.signal.aborted ? '\nInterrupted.' : `\nThe demo failed: ${error.message}`)
  // A server that was started a moment ago has still to say that it runs.
  await sleep(500)
  await killServers()
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

async function demo() {
  const blueprint = join(repository, 'blueprints/site.yaml')
  heading('A repository, with its state in LevelDB')
  await ays('init', repository, '--bare')
  await addPack()
  await writeFile(blueprint, blueprintText('Hello'))

  heading('The blueprint')
  console.log(await readFile(blueprint, 'utf8'))

  heading('What would happen')
  await ays('plan')

  heading('Make it so')
  await ays('apply', '--yes')
  const { data } = await read('service', 'show', 'webserver!www')
  const pid = await proveAnswer(data.address, 'Hello')
  prove(pid === data.pid && isAlive(pid), `process ${pid} serves it, after AYS has ended`)

  heading('One field changes: the greeting in config!headers')
  await writeFile(blueprint, blueprintText('Hello again'))
  await ays('apply', '--yes')
  await proveJobs(['config!headers install', 'healthcheck!www start', 'webserver!www start'])
  const next = await proveAnswer(data.address, 'Hello again')
  prove(next !== pid, `process ${next} has taken the place of ${pid}`)

  heading('Take it all down')
  await ays('destroy', '--yes')
  await proveNothingLeft(data.address, [pid, next])
}

function blueprintText(greeting) {
  return `site__shop:
  path: ${JSON.stringify(site)}
  title: The little shop

config__server:
  content: '{ "host": "127.0.0.1" }'

config__headers:
  content: '{ "headers": { "x-site": {{title}}, "x-greeting": "${greeting}" } }'

page__index:
  heading: Welcome
  text: This page was declared in a blueprint.

page__about:
  heading: About
  text: This one too.

webserver__www:
  config: [server, headers]
  page: [index, about]

healthcheck__www:
  expect: declared in a blueprint
`
}

async function addPack() {
  const file = join(repository, 'ays.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace('packs: []', () => `packs: [${JSON.stringify(PACK)}]`),
  )
}

function heading(title) {
  console.log(`\n== ${title} ==\n`)
}

/** Runs the CLI, its output for all to see. */
async function ays(...args) {
  const shown = args.map((arg) => (arg === repository ? 'repository' : arg))
  console.log(`$ ays ${shown.join(' ')}`)
  await runCli(args, 'inherit')
}

/** What a command answers with --json. */
async function read(...args) {
  return JSON.parse(await runCli([...args, '--json'], 'pipe'))
}

/** In a group of its own: Ctrl-C reaches it through us, once. */
async function runCli(args, stdout) {
  interrupt.signal.throwIfAborted()
  const cwd = existsSync(repository) ? repository : folder
  const stdio = ['ignore', stdout, 'inherit']
  const cli = spawn(process.execPath, [BIN, ...args], { cwd, stdio, detached: true })
  groups.push(cli.pid)
  const stop = () => cli.kill('SIGINT')
  interrupt.signal.addEventListener('abort', stop)
  const ended = new Promise((resolve, reject) => cli.once('error', reject).once('close', resolve))
  const [code, output] = await Promise.all([ended, cli.stdout ? readText(cli.stdout) : ''])
  interrupt.signal.removeEventListener('abort', stop)
  interrupt.signal.throwIfAborted()
  if (code !== 0) throw new Error(`ays ${args.join(' ')} ended with ${code}`)
  return output
}

function prove(holds, claim) {
  if (!holds) throw new Error(`it is not true that ${claim}`)
  console.log(`  proven: ${claim}`)
}

/** Answers with the process that served it. */
async function proveAnswer(address, greeting) {
  const answer = await fetch(address, { signal: interrupt.signal })
  const page = await answer.text()
  console.log(
    `\n${address} answers ${answer.status}:\n\n${page.replaceAll(/^/gm, '  ').trimEnd()}\n`,
  )
  prove(answer.status === 200 && page.includes('declared in a blueprint'), 'the page is served')
  const found = answer.headers.get('x-greeting')
  prove(found === greeting, `its header x-greeting is "${greeting}"`)
  return Number(answer.headers.get('x-process'))
}

async function proveJobs(expected) {
  const { steps } = await read('run', 'show')
  const done = steps
    .flat()
    .map(({ service, action }) => `${service} ${action}`)
    .toSorted()
  const claim = `only these ran: ${expected.join(', ')}`
  prove(JSON.stringify(done) === JSON.stringify(expected), claim)
}

async function proveNothingLeft(address, pids) {
  console.log()
  const services = await read('service', 'list')
  prove(services.length === 0, 'no service is left')
  prove(!existsSync(site), 'no file is left: the directory of the site is gone')
  const answers = await fetch(address).then(
    () => true,
    () => false,
  )
  prove(!answers, `nobody answers at ${address}`)
  await untilGone(pids)
  prove(!pids.some(isAlive), `no server is left: ${pids.join(' and ')} have ended`)
  prove(!groups.some((pid) => isAlive(-pid)), 'no process of AYS is left')
}

/** The port of a server is free a moment before its process is gone. */
async function untilGone(pids) {
  for (let tries = 0; tries < 40 && pids.some(isAlive); tries++) await sleep(50)
}

/** Of a group when the number is negative. A dead process that nobody has collected is none. */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return !(process.platform === 'linux' && pid > 0 && isZombie(pid))
  } catch {
    return false
  }
}

function isZombie(pid) {
  return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

/** What an interrupted or failed demo left running. */
async function killServers() {
  const runFolder = join(site, 'run')
  const files = await readdir(runFolder).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const { pid } = JSON.parse(await readFile(join(runFolder, file), 'utf8'))
    if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  }
}
