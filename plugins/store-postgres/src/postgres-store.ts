import { randomUUID } from 'node:crypto'
import {
  assertKey,
  AysError,
  type Change,
  checkCommit,
  closedWatch,
  type Commit,
  type CommitResult,
  type Entry,
  type Lease,
  type LeaseOptions,
  Opening,
  revisionNumber,
  type ScanRange,
  type SignalOption,
  type Store,
  type StoreCapabilities,
  type StoreUsage,
} from '@ays/core'
import { grantLease, isLeased } from './grant-lease.ts'
import type { PostgresStoreOptions } from './options.ts'
import { parseUrl } from './parse-url.ts'
import { PostgresSession } from './postgres-session.ts'
import { entryOf } from './row.ts'
import { readUsage } from './read-usage.ts'
import { scanPages } from './scan-pages.ts'
import { watchChanges } from './watch-changes.ts'

/** Bytes are sent as hexadecimal digits, in one text that Node can hold. */
const LIMITS = { keys: 250_000, bytes: 2 ** 27, value: 2 ** 26 }
/** Keys of one request; the replies of more would have to be in memory at once. */
const KEYS_AT_ONCE = 1000

const GET = 'SELECT key, value, version FROM ays_entry WHERE repository = $1 AND key = $2'
const GET_MANY =
  'SELECT key, value, version FROM ays_entry WHERE repository = $1 AND key = ANY($2::bytea[])'

/** Keeps one repository in a PostgreSQL database, shared by processes and hosts. */
export class PostgresStore implements Store {
  readonly #opening: Opening<PostgresSession>
  /** Begins the ids of commits that came without one. */
  readonly #name = randomUUID()
  #commits = 0
  #warned = false

  /** AYS_STORE_URL, AYS_USAGE. */
  constructor({ url, repository, folder = '', retryFor, onWarning }: PostgresStoreOptions) {
    assertRepository(repository)
    const target = parseUrl(url, folder)
    this.#opening = new Opening(async () => {
      const session = await PostgresSession.start({ url: target, repository, retryFor })
      if (!this.#warned) for (const text of session.server.warnings) onWarning?.(text)
      this.#warned = true
      return session
    })
  }

  /** `durable` is known when it is open: it is how the server is set up. */
  get capabilities(): StoreCapabilities {
    return {
      shared: true,
      durable: this.#opening.session?.server.durable ?? false,
      watch: true,
      limits: LIMITS,
    }
  }

  open(options?: SignalOption): Promise<void> {
    return this.#opening.open(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opening.close()
  }

  async get(key: string, { signal }: SignalOption = {}): Promise<Entry | undefined> {
    const { connection, repository } = this.#opening.use(signal)
    assertKey(key)
    const [row] = await connection.query(GET, [repository, Buffer.from(key)], { signal })
    return row && entryOf(row)
  }

  async getMany(
    keys: readonly string[],
    { signal }: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    const { connection, repository } = this.#opening.use(signal)
    for (const key of keys) assertKey(key)
    const found = new Map<string, Entry>()
    for (let first = 0; first < keys.length; first += KEYS_AT_ONCE) {
      const some = keys.slice(first, first + KEYS_AT_ONCE).map((key) => Buffer.from(key))
      for (const row of await connection.query(GET_MANY, [repository, some], { signal })) {
        const entry = entryOf(row)
        found.set(entry.key, entry)
      }
    }
    return keys.map((key) => ownCopy(found.get(key)))
  }

  async *scan(range: ScanRange, { signal }: SignalOption = {}): AsyncGenerator<Entry> {
    const open = () => this.#opening.use(signal)
    for await (const page of scanPages(open, range, signal)) {
      for (const entry of page) {
        open()
        yield entry
      }
    }
  }

  async commit(commit: Commit, { signal }: SignalOption = {}): Promise<CommitResult> {
    const { commits } = this.#opening.use(signal)
    checkCommit(commit, LIMITS)
    // Every commit has an id, so that every commit may be sent again.
    const id = commit.id === undefined ? `own:${this.#name}:${++this.#commits}` : `id:${commit.id}`
    const puts = commit.puts?.map(({ key, value }) => ({ key, value: value.slice() })) ?? []
    return commits.submit({ ...commit, id, puts, deletes: [...(commit.deletes ?? [])] }, signal)
  }

  watch(
    prefix: string,
    { from, signal }: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    const { session } = this.#opening
    if (session === undefined) return closedWatch()
    const begin = from === undefined ? session.revision() : (async () => revisionNumber(from))()
    // Whoever reads the watch gets the failure; nobody has to read it.
    begin.catch(() => undefined)
    return watchChanges(session, prefix, begin, signal)
  }

  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    this.#opening.use(options.signal)
    assertKey(name)
    return grantLease(this.#opening, name, options)
  }

  async isLeased(name: string, { signal }: SignalOption = {}): Promise<boolean> {
    const session = this.#opening.use(signal)
    assertKey(name)
    return isLeased(session, name, signal)
  }

  /** The bytes of the repository's entries, and the processes that have any repository of the database open. */
  async usage({ signal }: SignalOption = {}): Promise<StoreUsage> {
    return readUsage(this.#opening.use(signal), signal)
  }
}

/** A key that is asked twice is answered with bytes of their own. */
function ownCopy(entry: Entry | undefined): Entry | undefined {
  return entry && { ...entry, value: entry.value.slice() }
}

function assertRepository(id: string): void {
  if (id !== '' && !id.includes('\0')) return
  throw new AysError('AYS_USAGE', `${JSON.stringify(id)} is not the id of a repository`, {
    hint: 'Give ays.yaml the id that "ays init" wrote.',
  })
}
