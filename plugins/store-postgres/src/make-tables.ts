import { AysError } from '@ays/core'
import type { Connection } from './connection.ts'
import { isMadeByOthers, isWithoutTables, mapError } from './map-error.ts'
import { number } from './row.ts'
import { CREATE_TABLES, LAYOUT } from './tables.ts'

/** Milliseconds until what others have undone is tried again. */
const PAUSE = 50

/**
 * Makes the tables when they are missing. Fails at once when the server does not answer. AYS_STORE_UNREACHABLE,
 * AYS_REPOSITORY_NEWER.
 */
export async function makeTables(connection: Connection): Promise<void> {
  try {
    await assertLayout(connection).catch((error: unknown) => create(connection, error))
  } catch (error) {
    if (!isMadeByOthers(error)) throw mapError(error)
    await connection.pause(PAUSE)
    return makeTables(connection)
  }
}

async function create(connection: Connection, reason: unknown): Promise<void> {
  if (!isWithoutTables(reason)) throw reason
  await connection.queryOnce(CREATE_TABLES)
}

async function assertLayout(connection: Connection): Promise<void> {
  const [row] = await connection.queryOnce(
    'SELECT coalesce(max(layout), 0) AS layout FROM ays_repository',
  )
  if (number(row, 'layout') <= LAYOUT) return
  throw new AysError(
    'AYS_REPOSITORY_NEWER',
    `the tables in PostgreSQL have the layout ${number(row, 'layout')}`,
    { hint: 'Use the version of AYS that wrote them, or a newer one.' },
  )
}
