import { type Session, Wake } from '@ays/core'
import { type Environment, openEnvironment } from './environment.ts'
import { mapError } from './map-error.ts'
import { decodeHead } from './repository-head.ts'
import type { RepositoryKeys } from './repository-keys.ts'

export interface LmdbSessionOptions {
  readonly path: string
  readonly keys: RepositoryKeys
}

/** The open environment of a store. */
export class LmdbSession implements Session {
  readonly keys: RepositoryKeys
  readonly db: Environment
  /** Fires when this instance has changed something, and when it closes. */
  readonly wake = new Wake()
  readonly #path: string
  readonly #writing = new Set<Promise<unknown>>()
  #closed = false
  #isFresh = false

  private constructor({ path, keys }: LmdbSessionOptions, db: Environment) {
    this.#path = path
    this.keys = keys
    this.db = db
  }

  /** AYS_STORE_UNREACHABLE, AYS_STORE_READ_ONLY, AYS_STORE_DAMAGED, AYS_REPOSITORY_NEWER. */
  static async start(options: LmdbSessionOptions): Promise<LmdbSession> {
    const session = new LmdbSession(options, openEnvironment(options.path))
    try {
      session.read((db) => decodeHead(db.getBinary(options.keys.head)))
      return session
    } catch (error) {
      await session.close()
      throw error
    }
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Reads what is committed now, by whichever process, as of one moment. */
  read<T>(run: (db: Environment) => T): T {
    try {
      if (!this.#isFresh) this.#refresh()
      return run(this.db)
    } catch (error) {
      throw mapError(error, this.#path)
    }
  }

  /**
   * Runs in a transaction that no other process writes beside, and resolves when it is on the disk. Those
   * that are asked for together share one, so what throws must not have written.
   */
  async write<T>(run: (db: Environment) => T): Promise<T> {
    const writing = this.db.transaction(() => run(this.db))
    this.#writing.add(writing)
    try {
      const answer = await writing
      this.wake.fire()
      return answer
    } catch (error) {
      throw mapError(await reasonOf(error), this.#path)
    } finally {
      this.#writing.delete(writing)
    }
  }

  /**
   * Until this process is told of anything new, nobody can know of a later commit. Of itself the library looks anew only
   * after a timer, which may be after that.
   */
  #refresh(): void {
    this.db.resetReadTxn()
    this.#isFresh = true
    process.nextTick(() => (this.#isFresh = false))
  }

  async close(): Promise<void> {
    this.#closed = true
    this.wake.fire()
    await Promise.allSettled(this.#writing)
    await this.db.close()
  }
}

/** What the library promises to tell of a transaction that could not be written. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error
  try {
    await error.commitError
    return error
  } catch (reason) {
    return reason
  }
}
