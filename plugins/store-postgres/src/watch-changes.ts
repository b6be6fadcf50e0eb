import { type Change, isAysError, isCancelled, watchLostError } from '@ays/core'
import type { Row } from './connection.ts'
import type { PostgresSession } from './postgres-session.ts'
import { number, text } from './row.ts'

/** How often, in milliseconds, who watches asks for commits of others. */
const ASK_AGAIN = 100
/** Commits that are read at once. */
const PAGE = 100

/** As of one moment: how far the repository is, and what comes after $2. */
const READ = `
SELECT head.revision AS head, page.revision, page.changed
FROM ays_repository AS head
LEFT JOIN (
  SELECT repository, revision, changed FROM ays_change
  WHERE repository = $1 AND revision > $2 ORDER BY revision LIMIT $3
) AS page ON page.repository = head.repository
WHERE head.repository = $1
ORDER BY page.revision`

/** What Store.watch() gives after a revision. */
export async function* watchChanges(
  session: PostgresSession,
  prefix: string,
  begin: Promise<number>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Change> {
  const over = () => session.closed || signal?.aborted === true
  try {
    let seen = await begin
    while (!over()) {
      const page = await readPage(session, seen, signal)
      for (const { revision, changes } of page) {
        for (const change of changes) {
          if (over()) return
          if (change.key.startsWith(prefix)) yield change
        }
        seen = revision
      }
      if (page.length === 0) await session.wake.wait(signal, ASK_AGAIN)
    }
  } catch (error) {
    if (!over() || !(isCancelled(error) || isAysError(error, 'AYS_STORE_NOT_OPEN'))) throw error
  }
}

interface LoggedCommit {
  readonly revision: number
  readonly changes: readonly Change[]
}

async function readPage(
  { connection, repository }: PostgresSession,
  after: number,
  signal: AbortSignal | undefined,
): Promise<LoggedCommit[]> {
  const rows = await connection.query(READ, [repository, after, PAGE], { signal })
  const head = rows[0] === undefined ? 0 : number(rows[0], 'head')
  if (after > head) throw watchLostError(String(after))
  const page = rows.filter((row) => row['revision'] !== null).map(commitOf)
  const first = page[0]?.revision ?? head + 1
  if (first > after + 1) throw watchLostError(String(after))
  return page
}

function commitOf(row: Row): LoggedCommit {
  const version = text(row, 'revision')
  const [puts, deletes]: [string[], string[]] = JSON.parse(text(row, 'changed'))
  return {
    revision: number(row, 'revision'),
    changes: [
      ...puts.map((key) => ({ revision: version, key, version })),
      ...deletes.map((key) => ({ revision: version, key })),
    ],
  }
}
