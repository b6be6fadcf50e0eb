import type { Connection } from './connection.ts'
import { text } from './row.ts'

/** What the server's settings mean for what it is given. */
export interface ServerCheck {
  /** Every answered commit is on disk. */
  readonly durable: boolean
  readonly warnings: readonly string[]
}

const NO_DISK =
  'The PostgreSQL server does not wait for its disk (fsync is off): a crash of the machine can damage everything. ' +
  'Set "fsync = on".'
const LATE =
  'The PostgreSQL server answers before a commit is on the disk (synchronous_commit is off): a crash loses the last ones. ' +
  'Set "synchronous_commit = on".'

/** Asks the server how it is set up; one that does not tell is not durable, and not warned about. */
export async function checkServer(connection: Connection): Promise<ServerCheck> {
  const rows = await connection.query(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')`,
  )
  const settings = new Map(rows.map((row) => [text(row, 'name'), text(row, 'setting')]))
  const [fsync, synchronous] = [settings.get('fsync'), settings.get('synchronous_commit')]
  return {
    durable: fsync === 'on' && synchronous !== 'off',
    warnings: [...(fsync === 'off' ? [NO_DISK] : []), ...(synchronous === 'off' ? [LATE] : [])],
  }
}
