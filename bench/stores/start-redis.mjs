import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(new URL('../../packages/store-redis/package.json', import.meta.url))
const { Redis } = require('ioredis')

/** A real server that keeps every commit before it is answered, on a socket in the folder, and a client of it. */
export async function startRedis(folder) {
  const socket = join(folder, 'redis.sock')
  const settings = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', '']
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always']
  const server = spawn('redis-server', [...settings, ...durable], { stdio: 'ignore' })
  server.once('error', (cause) => {
    throw new Error('redis-server is missing: sudo apt-get install -y redis-server', { cause })
  })
  const client = new Redis({ path: socket, retryStrategy: () => 20 })
  client.on('error', () => undefined)
  await client.ping()
  return {
    client,
    url: `redis+unix://${socket}`,
    async [Symbol.asyncDispose]() {
      client.disconnect()
      server.kill('SIGKILL')
      await once(server, 'exit')
    },
  }
}
