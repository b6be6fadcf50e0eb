import { Connection } from './connection.ts'
import { isWithoutTables } from './map-error.ts'
import type { PostgresStoreOptions } from './options.ts'
import { parseUrl } from './parse-url.ts'
import { TABLES } from './tables.ts'

/** Removes every row of a repository, of those of others none. AYS_STORE_UNREACHABLE. */
export async function eraseRepository({
  url,
  folder = '',
  repository,
}: PostgresStoreOptions): Promise<void> {
  const connection = new Connection(parseUrl(url, folder))
  try {
    await connection.transaction(async (query) => {
      for (const table of TABLES) {
        await query(`DELETE FROM ${table} WHERE repository = $1`, [repository])
      }
    })
  } catch (error) {
    if (!(error instanceof Error && isWithoutTables(error.cause))) throw error
  } finally {
    await connection.close()
  }
}
