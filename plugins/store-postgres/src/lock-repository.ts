import type { Query } from './connection.ts'
import { number } from './row.ts'
import { LAYOUT } from './tables.ts'

/** How far a repository is. */
export interface RepositoryHead {
  /** Of the last commit. */
  readonly revision: number
  /** Of the last lease that was granted. */
  readonly token: number
  /** How many bytes of changes were ever logged. */
  readonly logged: number
}

/** Until the transaction ends nobody else writes the repository: revisions become visible in their order. */
export async function lockRepository(query: Query, repository: string): Promise<RepositoryHead> {
  for (;;) {
    const [row] = await query(
      'SELECT revision, token, logged FROM ays_repository WHERE repository = $1 FOR UPDATE',
      [repository],
    )
    if (row !== undefined) {
      return {
        revision: number(row, 'revision'),
        token: number(row, 'token'),
        logged: number(row, 'logged'),
      }
    }
    await query(
      'INSERT INTO ays_repository (repository, layout) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [repository, LAYOUT],
    )
  }
}
