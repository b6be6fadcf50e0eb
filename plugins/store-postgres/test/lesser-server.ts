import { type PostgresServer, startPostgres } from './start-postgres.ts'
import { type Proxy, startProxy } from './start-proxy.ts'

/** A server that speaks the wire of PostgreSQL, and less of its language. */
export interface LesserServer extends Pick<Proxy, 'url'>, AsyncDisposable {
  readonly server: PostgresServer
  /** How often it has undone a transaction because of another. */
  readonly undone: () => number
}

/**
 * What CockroachDB or YugabyteDB lack by their documentation: events, advisory and table locks, system columns and numbers
 * of transactions, procedures, arguments by name, and parameters whose type only PostgreSQL guesses.
 */
const LACKING =
  /\b(?:(?:UN)?LISTEN|NOTIFY|pg_notify|pg_\w*advisory\w*|LOCK TABLE|xmin|ctid|txid_\w+|pg_current_\w+|plpgsql|TRIGGER|make_interval)\b|=>|\$\d+ \* interval/gi

/**
 * A real server which takes every word that it should not have for a mistake, and READ COMMITTED for SERIALIZABLE, as
 * CockroachDB does by its settings: who waits for a row is undone (`40001`) as soon as another has written it.
 */
export async function startLesserServer(): Promise<LesserServer> {
  const server = await startPostgres()
  let undone = 0
  const proxy = await startProxy(server, {
    alter: (request) => Buffer.from(lessen(request.toString('latin1')), 'latin1'),
    onAnswer: (answer) => {
      if (answer.includes('C40001\0')) undone += 1
    },
  })
  return {
    server,
    url: proxy.url,
    undone: () => undone,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
    },
  }
}

function lessen(request: string): string {
  return request
    .replaceAll(LACKING, (word) => '?'.repeat(word.length))
    .replaceAll('READ COMMITTED', 'SERIALIZABLE'.padEnd('READ COMMITTED'.length))
}
