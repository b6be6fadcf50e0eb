import { createHash } from 'node:crypto'
import type { Query } from './connection.ts'
import { type Judgement, judgeGroup, type Known, type NamedCommit } from './judge-group.ts'
import { lockRepository, type RepositoryHead } from './lock-repository.ts'
import { bytes, number, text } from './row.ts'

/** Commits whose changes are kept, at most. */
const KEPT = 10_000
/** Bytes of changes that are kept, at most. */
const ROOM = 2 ** 26
/** Commits whose ids are remembered, and for how long at least. */
const REMEMBERED = { commits: 1000, seconds: 60 }
/** Commits after which the oldest are forgotten. */
const FORGET_EVERY = 64

/** Judges and writes commits; inside a transaction, and the same when it is done again. */
export async function writeGroup(
  query: Query,
  repository: string,
  commits: readonly NamedCommit[],
): Promise<Judgement['answers']> {
  const head = await lockRepository(query, repository)
  const judgement = judgeGroup(commits, head.revision, await lookUp(query, repository, commits))
  if (judgement.done.length > 0) await write(query, repository, head, judgement)
  return judgement.answers
}

/** Ids and names are any text of any length. */
export function digest(name: string): Buffer {
  return createHash('sha256').update(name).digest()
}

/** What is asked about is read after the lock is taken: nobody changes it any more. */
const LOOK_UP = `
SELECT 'entry' AS kind, key AS name, version AS number FROM ays_entry
  WHERE repository = $1 AND key = ANY($2::bytea[])
UNION ALL
SELECT 'id', id, revision FROM ays_commit WHERE repository = $1 AND id = ANY($3::bytea[])
UNION ALL
SELECT 'lease', name, token FROM ays_lease
  WHERE repository = $1 AND name = ANY($4::bytea[]) AND ends > clock_timestamp()`

async function lookUp(
  query: Query,
  repository: string,
  commits: readonly NamedCommit[],
): Promise<Known> {
  const keys = commits.flatMap(({ checks = [] }) => checks.map(({ key }) => key))
  const ids = byDigest(commits.map(({ id }) => id))
  const leases = byDigest(commits.flatMap(({ fences = [] }) => fences.map(({ lease }) => lease)))
  const found = await query(LOOK_UP, [
    repository,
    [...new Set(keys)].map((key) => Buffer.from(key)),
    digests(ids),
    digests(leases),
  ])
  const versions = new Map<string, string>()
  const known = new Map<string, string>()
  const tokens = new Map<string, number>()
  for (const row of found) {
    const name = bytes(row, 'name')
    const kind = text(row, 'kind')
    if (kind === 'entry') versions.set(name.toString(), text(row, 'number'))
    else if (kind === 'id') known.set(nameOf(ids, name), text(row, 'number'))
    else tokens.set(nameOf(leases, name), number(row, 'number'))
  }
  return { versions, ids: known, tokens }
}

function byDigest(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [digest(name).toString('hex'), name]))
}

function digests(names: ReadonlyMap<string, string>): Buffer[] {
  return Array.from(names.keys(), (hex) => Buffer.from(hex, 'hex'))
}

function nameOf(names: ReadonlyMap<string, string>, found: Buffer): string {
  return names.get(found.toString('hex')) ?? ''
}

const DELETE = 'DELETE FROM ays_entry WHERE repository = $1 AND key = ANY($2::bytea[])'

const WRITE = `
WITH entries AS (
  INSERT INTO ays_entry (repository, key, value, version)
  SELECT $1, key, value, version
  FROM unnest($2::bytea[], $3::bytea[], $4::bigint[]) AS put (key, value, version)
  ON CONFLICT (repository, key) DO UPDATE SET value = excluded.value, version = excluded.version
), commits AS (
  INSERT INTO ays_commit (repository, id, revision)
  SELECT $1, id, revision FROM unnest($5::bytea[], $6::bigint[]) AS done (id, revision)
), changes AS (
  INSERT INTO ays_change (repository, revision, logged, changed)
  SELECT $1, revision, logged, changed
  FROM unnest($6::bigint[], $7::bigint[], $8::text[]) AS done (revision, logged, changed)
)
UPDATE ays_repository SET revision = $9, logged = $10 WHERE repository = $1`

async function write(
  query: Query,
  repository: string,
  { revision, logged }: RepositoryHead,
  { entries, done }: Judgement,
): Promise<void> {
  const deletes: Buffer[] = []
  const puts: { readonly key: Buffer; readonly value: Buffer; readonly version: string }[] = []
  for (const [key, entry] of entries) {
    if (entry === undefined) deletes.push(Buffer.from(key))
    else puts.push({ key: Buffer.from(key), ...entry })
  }
  if (deletes.length > 0) await query(DELETE, [repository, deletes])
  let total = logged
  const starts = done.map(({ changed }) => (total += changed.length) - changed.length)
  const last = revision + done.length
  await query(WRITE, [
    repository,
    puts.map(({ key }) => key),
    puts.map(({ value }) => value),
    puts.map(({ version }) => version),
    done.map(({ id }) => digest(id)),
    done.map((commit) => commit.revision),
    starts,
    done.map(({ changed }) => changed),
    last,
    total,
  ])
  if (Math.floor(last / FORGET_EVERY) > Math.floor(revision / FORGET_EVERY)) {
    await forget(query, repository, last, total)
  }
}

async function forget(
  query: Query,
  repository: string,
  revision: number,
  logged: number,
): Promise<void> {
  await query(
    'DELETE FROM ays_change WHERE repository = $1 AND revision < $4 AND (revision <= $2 OR logged < $3)',
    [repository, revision - KEPT, logged - ROOM, revision],
  )
  await query(
    `DELETE FROM ays_commit WHERE repository = $1 AND revision <= $2 AND done < now() - $3::float8 * interval '1 second'`,
    [repository, revision - REMEMBERED.commits, REMEMBERED.seconds],
  )
}
