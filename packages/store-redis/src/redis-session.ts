import type { Session } from '@ays/core'
import { checkServer, type ServerCheck } from './check-server.ts'
import { Connection } from './connection.ts'
import type { RedisTarget } from './parse-url.ts'
import type { RepositoryKeys } from './repository-keys.ts'

export interface RedisSessionOptions {
  readonly target: RedisTarget
  readonly keys: RepositoryKeys
  readonly retryFor: number | undefined
  readonly signal: AbortSignal | undefined
}

/** The connection of an open store and what it found. */
export class RedisSession implements Session {
  readonly keys: RepositoryKeys
  readonly connection: Connection
  readonly server: ServerCheck
  readonly #options: RedisSessionOptions
  readonly #closing = new AbortController()

  private constructor(options: RedisSessionOptions, connection: Connection, server: ServerCheck) {
    this.#options = options
    this.keys = options.keys
    this.connection = connection
    this.server = server
  }

  /** AYS_STORE_UNREACHABLE, AYS_STORE_UNSAFE. */
  static async start(options: RedisSessionOptions): Promise<RedisSession> {
    const connection = new Connection(options.target, options.retryFor)
    await connection.open(options.signal)
    try {
      return new RedisSession(options, connection, await checkServer(connection))
    } catch (error) {
      connection.abandon()
      throw error
    }
  }

  /** Is aborted when the session closes. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  /** Another one, for a read that blocks; it connects at its first use. */
  newConnection(): Connection {
    return new Connection(this.#options.target, this.#options.retryFor)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.connection.close()
  }
}
