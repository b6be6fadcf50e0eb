import { type Session, Wake } from '@ays/core'
import { checkServer, type ServerCheck } from './check-server.ts'
import { Connection } from './connection.ts'
import { GroupCommit } from './group-commit.ts'
import { makeTables } from './make-tables.ts'
import { number } from './row.ts'

export interface PostgresSessionOptions {
  readonly url: string
  readonly repository: string
  readonly retryFor: number | undefined
}

/** The connections of an open store and what it found. */
export class PostgresSession implements Session {
  readonly repository: string
  readonly connection: Connection
  readonly server: ServerCheck
  readonly commits: GroupCommit
  /** Fires when this instance has committed, and when it closes. */
  readonly wake = new Wake()
  #closed = false

  private constructor(repository: string, connection: Connection, server: ServerCheck) {
    this.repository = repository
    this.connection = connection
    this.server = server
    this.commits = new GroupCommit(connection, repository, () => this.wake.fire())
  }

  /** AYS_STORE_UNREACHABLE, AYS_REPOSITORY_NEWER. */
  static async start({
    url,
    repository,
    retryFor,
  }: PostgresSessionOptions): Promise<PostgresSession> {
    const connection = new Connection(url, retryFor)
    try {
      await makeTables(connection)
      return new PostgresSession(repository, connection, await checkServer(connection))
    } catch (error) {
      await connection.close()
      throw error
    }
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Of the last commit; asked at once, before any later commit of this instance is sent. */
  revision(): Promise<number> {
    const asked = this.connection
      .query('SELECT revision FROM ays_repository WHERE repository = $1', [this.repository])
      .then(([row]) => (row === undefined ? 0 : number(row, 'revision')))
    this.commits.waitFor(asked)
    return asked
  }

  async close(): Promise<void> {
    this.#closed = true
    this.wake.fire()
    await this.connection.close(() => this.commits.flush())
  }
}
