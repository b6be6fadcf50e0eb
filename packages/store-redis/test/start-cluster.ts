import { setTimeout as sleep } from 'node:timers/promises'
import { freePorts, type RedisServer, startRedis } from './start-redis.ts'

export interface RedisCluster extends AsyncDisposable {
  readonly nodes: readonly RedisServer[]
  readonly url: string
}

const SLOTS = 16_384
const NODES = 3

/** Three real nodes that share the slots. */
export async function startCluster(...settings: string[]): Promise<RedisCluster> {
  const ports = await freePorts(2 * NODES)
  const [clients, buses] = [ports.slice(0, NODES), ports.slice(NODES)]
  const nodes = await Promise.all(
    clients.map((port, index) => startNode(String(port), String(buses[index]), settings)),
  )
  for (const [index, node] of nodes.entries()) {
    const first = Math.ceil((index * SLOTS) / NODES)
    const last = Math.ceil(((index + 1) * SLOTS) / NODES) - 1
    await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))
    await node.command('CLUSTER', 'ADDSLOTSRANGE', String(first), String(last))
    await node.command('CLUSTER', 'MEET', '127.0.0.1', String(clients[0]), String(buses[0]))
  }
  await Promise.all(nodes.map(untilWhole))
  return {
    nodes,
    url: `redis+cluster://${clients.map((port) => `127.0.0.1:${port}`).join(',')}`,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    },
  }
}

function startNode(port: string, bus: string, settings: string[]): Promise<RedisServer> {
  const address = ['--bind', '127.0.0.1', '--port', port, '--cluster-port', bus]
  return startRedis(
    ...address,
    '--cluster-enabled',
    'yes',
    '--cluster-announce-ip',
    '127.0.0.1',
    ...settings,
  )
}

async function untilWhole(node: RedisServer): Promise<void> {
  for (;;) {
    const info = String(await node.command('CLUSTER', 'INFO'))
    if (info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`)) return
    await sleep(20)
  }
}
