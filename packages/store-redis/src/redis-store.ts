import { randomUUID } from 'node:crypto'
import {
  assertKey,
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
import { grantLease } from './grant-lease.ts'
import type { RedisStoreOptions } from './options.ts'
import { parseUrl } from './parse-url.ts'
import { RedisSession } from './redis-session.ts'
import { repositoryKeys } from './repository-keys.ts'
import { scanPages } from './scan-pages.ts'
import { REVISION_FIELD } from './scripts.ts'
import { sendCommit } from './send-commit.ts'
import { decodeIfThere } from './stored-entry.ts'
import { watchLog } from './watch-log.ts'

/** A script has the server for itself: at the limit, for about a second. */
const LIMITS = { keys: 250_000, bytes: 2 ** 28, value: 2 ** 26 }
/** Keys of one request; the replies of more would have to be in memory at once. */
const KEYS_AT_ONCE = 1000

/** Keeps one repository in Redis (a server, its sentinels or a cluster), shared by processes and hosts. */
export class RedisStore implements Store {
  readonly #opening: Opening<RedisSession>
  /** Begins the ids of commits that came without one. */
  readonly #name = randomUUID()
  #commits = 0
  #warned = false

  /** AYS_STORE_URL, AYS_USAGE. */
  constructor({ url, repository, folder = '', retryFor, onWarning }: RedisStoreOptions) {
    const target = parseUrl(url, folder)
    const keys = repositoryKeys(repository)
    this.#opening = new Opening(async ({ signal }) => {
      const session = await RedisSession.start({ target, keys, retryFor, signal })
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
    const { connection, keys } = this.#opening.use(signal)
    assertKey(key)
    const stored = await connection.send((client) => client.hgetBuffer(keys.val, key), { signal })
    return decodeIfThere(key, stored)
  }

  async getMany(
    keys: readonly string[],
    { signal }: SignalOption = {},
  ): Promise<(Entry | undefined)[]> {
    const session = this.#opening.use(signal)
    for (const key of keys) assertKey(key)
    const entries: (Entry | undefined)[] = []
    for (let first = 0; first < keys.length; first += KEYS_AT_ONCE) {
      const some = keys.slice(first, first + KEYS_AT_ONCE)
      const stored = await session.connection.send(
        (client) => client.hmgetBuffer(session.keys.val, ...some),
        { signal },
      )
      some.forEach((key, index) => entries.push(decodeIfThere(key, stored[index])))
    }
    return entries
  }

  async *scan(range: ScanRange, { signal }: SignalOption = {}): AsyncGenerator<Entry> {
    for await (const page of scanPages(this.#opening, range, signal)) {
      for (const entry of page) {
        this.#opening.use(signal)
        yield entry
      }
    }
  }

  async commit(commit: Commit, { signal }: SignalOption = {}): Promise<CommitResult> {
    const session = this.#opening.use(signal)
    checkCommit(commit, LIMITS)
    // Every commit has an id, so that every commit may be sent again.
    const id = commit.id === undefined ? `own:${this.#name}:${++this.#commits}` : `id:${commit.id}`
    return sendCommit(session, { ...commit, id }, signal)
  }

  watch(
    prefix: string,
    { from, signal }: SignalOption & { readonly from?: string } = {},
  ): AsyncIterable<Change> {
    const { session } = this.#opening
    if (session === undefined) return closedWatch()
    return watchLog(session, prefix, { begin: beginOf(session, from), signal })
  }

  async lease(name: string, options: LeaseOptions): Promise<Lease> {
    this.#opening.use(options.signal)
    assertKey(name)
    return grantLease(this.#opening, name, options)
  }

  async isLeased(name: string, { signal }: SignalOption = {}): Promise<boolean> {
    const { connection, keys } = this.#opening.use(signal)
    assertKey(name)
    return (await connection.send((client) => client.exists(keys.lease(name)), { signal })) === 1
  }

  /** The memory of the server that the repository takes, about. */
  async usage({ signal }: SignalOption = {}): Promise<StoreUsage> {
    const { connection, keys } = this.#opening.use(signal)
    const sizes = await Promise.all(
      [keys.val, keys.idx, keys.log].map((key) =>
        connection.send((client) => client.memory('USAGE', key), { signal }),
      ),
    )
    return { bytes: sizes.reduce((sum: number, size) => sum + (size ?? 0), 0) }
  }
}

/** Asked at once, before any later commit of this instance is sent. */
function beginOf({ connection, keys }: RedisSession, from: string | undefined): Promise<number> {
  const begin =
    from === undefined
      ? connection
          .send((client) => client.hgetBuffer(keys.val, REVISION_FIELD))
          .then((revision) => Number(revision ?? 0))
      : (async () => revisionNumber(from))()
  // Whoever reads the watch gets the failure; nobody has to read it.
  begin.catch(() => undefined)
  return begin
}
