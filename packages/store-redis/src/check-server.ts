import { AysError } from '@ays/core'
import type { Connection } from './connection.ts'
import { list, text } from './reply.ts'

/** What the server's settings mean for what it is given. */
export interface ServerCheck {
  /** Every answered commit is on disk. */
  readonly durable: boolean
  readonly warnings: readonly string[]
}

/**
 * Asks the server how it is set up; one that does not tell is neither durable nor warned about.
 * AYS_STORE_UNSAFE when a full memory would cost entries instead of refusing writes.
 */
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
    if (settings.get('maxmemory') !== '0') throw evictingError(eviction)
    warnings.push(
      `The Redis server will throw entries away once "maxmemory" is set (${eviction}). ${KEEP_ALL}`,
    )
  }
  return { durable: appendOnly && settings.get('appendfsync') === 'always', warnings }
}

const KEEP_ALL = 'Set "maxmemory-policy noeviction".'

function evictingError(eviction: string): AysError {
  return new AysError(
    'AYS_STORE_UNSAFE',
    `the Redis server throws entries away when its memory is full (${eviction})`,
    { details: { eviction }, hint: KEEP_ALL },
  )
}

async function readSettings(connection: Connection): Promise<Map<string, string>> {
  const settings = ['appendonly', 'appendfsync', 'save', 'maxmemory', 'maxmemory-policy']
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
