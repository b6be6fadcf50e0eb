import { type Change, isAysError, isCancelled, watchLostError } from '@ays/core'
import type { Connection } from './connection.ts'
import { BLOCK } from './create-client.ts'
import type { RedisSession } from './redis-session.ts'
import { list, text } from './reply.ts'
import { READ_LOG } from './scripts.ts'

const PAGE = 100

/** An id of the log: a commit with many changes has several parts. */
interface Position {
  readonly revision: number
  readonly part: number
}

export interface WatchOptions {
  /** The revision to begin after. */
  readonly begin: Promise<number>
  readonly signal: AbortSignal | undefined
}

/** What Store.watch() gives: pages of the log, and a blocking read where the log ends. */
export async function* watchLog(
  session: RedisSession,
  prefix: string,
  { begin, signal }: WatchOptions,
): AsyncGenerator<Change> {
  const waiting = session.newConnection()
  const stop = AbortSignal.any(signal === undefined ? [session.closing] : [signal, session.closing])
  stop.addEventListener('abort', () => waiting.abandon())
  try {
    // Larger than the last part of any commit.
    let position: Position = { revision: await begin, part: Number.MAX_SAFE_INTEGER }
    while (!stop.aborted) {
      const page = await readPage(session, position)
      for (const { at, changes } of page) {
        for (const change of changes) {
          if (stop.aborted) return
          if (change.key.startsWith(prefix)) yield change
        }
        position = at
      }
      if (page.length === 0) await waitForMore(waiting, session.keys.log, position)
    }
  } catch (error) {
    if (!stop.aborted || !(isCancelled(error) || isAysError(error, 'AYS_STORE_NOT_OPEN')))
      throw error
  } finally {
    waiting.abandon()
  }
}

interface LogPart {
  readonly at: Position
  readonly changes: readonly Change[]
}

async function readPage({ connection, keys }: RedisSession, after: Position): Promise<LogPart[]> {
  const args = [idOf(after), PAGE]
  const [revision, first, entries] = list(
    await connection.run(READ_LOG, [keys.val, keys.log], args),
  )
  if (isLost(after, Number(text(revision)), text(first))) {
    throw watchLostError(String(after.revision))
  }
  return list(entries).map((entry) => {
    const [id, fields] = list(entry)
    const at = positionOf(text(id))
    return { at, changes: changesOf(at, list(fields)) }
  })
}

/** Every revision is in the log until it is trimmed from its beginning. */
function isLost(after: Position, revision: number, firstId: string): boolean {
  if (after.revision > revision) return true
  if (firstId === '') return after.revision < revision
  const first = positionOf(firstId)
  if (first.revision === after.revision) return first.part > after.part + 1
  return first.revision > after.revision + (first.part > 0 ? 0 : 1)
}

function changesOf(at: Position, fields: readonly unknown[]): Change[] {
  const revision = String(at.revision)
  const changes: Change[] = []
  for (let index = 0; index < fields.length; index += 2) {
    const kind = text(fields[index])
    const key = text(fields[index + 1])
    if (kind === 'p') changes.push({ revision, key, version: revision })
    else if (kind === 'd') changes.push({ revision, key })
  }
  return changes
}

async function waitForMore(waiting: Connection, log: string, after: Position): Promise<void> {
  await waiting.send((client) =>
    client.callBuffer('xread', ['BLOCK', BLOCK, 'COUNT', 1, 'STREAMS', log, idOf(after)]),
  )
}

function idOf({ revision, part }: Position): string {
  return `${revision}-${part}`
}

function positionOf(id: string): Position {
  const [revision, part] = id.split('-').map(Number)
  return { revision: revision ?? 0, part: part ?? 0 }
}
