// BullMQ as the queue below a graph that this program keeps. It is no dependency: npm installs it into
// a folder of its own, and a Redis of its own is started.
import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const PACKAGES = ['bullmq@6.7.0', 'ioredis@6.0.0']
const PORT = 17_379
const connection = { host: '127.0.0.1', port: PORT, maxRetriesPerRequest: null }
const QUEUE = 'graph'

/** Seconds for the graph, workers warm; undefined where there is no Redis. */
export async function measureBullmq(graph) {
  if (spawnSync('redis-server', ['--version']).error) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'ays-bullmq-'))
  const redis = spawn('redis-server', ['--port', PORT, '--save', '', '--appendonly', 'no'], {
    cwd: folder,
    stdio: 'ignore',
  })
  try {
    install(folder)
    return await drive(graph, folder)
  } finally {
    redis.kill()
    await once(redis, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
}

function install(folder) {
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', ...PACKAGES]
  const { status, stderr } = spawnSync('npm', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm: ${stderr}`)
}

function load(folder) {
  return createRequire(join(folder, 'package.json'))('bullmq')
}

async function drive(graph, folder) {
  const { Queue } = load(folder)
  const queue = new Queue(QUEUE, { connection })
  await queue.waitUntilReady()
  const worker = fork(fileURLToPath(import.meta.url), [folder])
  await once(worker, 'message')
  const left = new Map(graph.map(({ name, needs }) => [name, needs.length]))
  const next = new Map(graph.map(({ name }) => [name, []]))
  for (const { name, needs } of graph) for (const need of needs) next.get(need).push(name)
  let ready = graph.filter(({ needs }) => needs.length === 0).map(({ name }) => name)
  let done = 0
  let adding = false
  const add = async () => {
    if (adding) return
    adding = true
    while (ready.length > 0) {
      const names = ready
      ready = []
      await queue.addBulk(
        names.map((name) => ({
          name: 'install',
          data: { name, padding: 'p'.repeat(400) },
          opts: { jobId: name, removeOnComplete: true },
        })),
      )
    }
    adding = false
  }
  const begin = performance.now()
  await new Promise((resolve) => {
    worker.on('message', (name) => {
      done += 1
      for (const one of next.get(name)) {
        const open = left.get(one) - 1
        left.set(one, open)
        if (open === 0) ready.push(one)
      }
      if (done === graph.length) resolve()
      else void add()
    })
    void add()
  })
  const took = performance.now() - begin
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
  await queue.close()
  return took
}

/** The worker process. */
async function work(folder) {
  const { Worker } = load(folder)
  const worker = new Worker(QUEUE, async ({ data }) => process.send(data.name), {
    connection,
    concurrency: 50,
  })
  await worker.waitUntilReady()
  await sleep(200)
  process.send('ready')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await work(process.argv[2])
