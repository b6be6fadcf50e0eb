import type { Connection } from './connection.ts'
import { list, text } from './reply.ts'

/** What the server's settings mean for what it is given. */
export interface ServerCheck {
  /** Every answered commit is on disk. */
  readonly durable: boolean
  readonly warnings: readonly string[]
}

/** Asks the server how it is set up; one that does not tell is neither durable nor warned about. */
export async function checkServer(connection: Connection): Promise<ServerCheck> {
  const settings = await readSettings(connection)
  const appendOnly = settings.get('appendonly') === 'yes'
  const warnings: string[] = []
  if (settings.get('appendonly') === 'no' && settings.get('save') === '') {
    warnings.push(
      'The Redis server keeps nothing on disk: all state is lost when it stops. ' +
        'Set "appendonly yes" and "appendfsync always".',
    )
  }
  const eviction = settings.get('maxmemory-policy') ?? 'noeviction'
  if (eviction !== 'noeviction') {
    warnings.push(
      `The Redis server throws entries away when its memory is full (${eviction}). ` +
        'Set "maxmemory-policy noeviction".',
    )
  }
  return { durable: appendOnly && settings.get('appendfsync') === 'always', warnings }
}

async function readSettings(connection: Connection): Promise<Map<string, string>> {
  const settings = ['appendonly', 'appendfsync', 'save', 'maxmemory-policy']
  return new Map((await Promise.all(settings.map((name) => readSetting(connection, name)))).flat())
}

/** Nothing when the server does not tell: many hosted ones refuse CONFIG. */
async function readSetting(connection: Connection, name: string): Promise<[string, string][]> {
  try {
    const reply = await connection.send((client) => client.callBuffer('config', ['GET', name]))
    return [[name, text(list(reply)[1])]]
  } catch {
    return []
  }
}
