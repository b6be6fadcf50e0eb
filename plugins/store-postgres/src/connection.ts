import { hostname } from 'node:os'
import { isAysError, notOpenError, throwIfAborted, Wake } from '@ays/core'
import { Pool } from 'pg'
import { isPassing, mapError, unknownError, unreachableError } from './map-error.ts'

/** One writes, the others read. */
const CONNECTIONS = 4
const CONNECT = 10_000
/** A server that says nothing for so long counts as lost. */
const SILENCE = 120_000
/** Half of the time for which the id of a commit is remembered at least, so no commit is done twice. */
const RETRY = 30_000
const PAUSE = 50
/** What the server shows of who is connected begins with it. */
export const APPLICATION = 'ays: '
const LONGEST_NAME = 63

export type Value = string | number | Buffer | readonly (string | number | Buffer)[]
export type Row = Readonly<Record<string, unknown>>

/** Something that takes a statement, and answers with its rows. */
export type Query = (text: string, values?: readonly Value[]) => Promise<readonly Row[]>

/**
 * Ends by itself what holds the repository and says nothing more, so that others can go on. Asks for no stricter
 * isolation: who writes a repository holds its row, and then reads.
 */
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = '10s'`

const ignore = () => undefined

interface Attempts {
  readonly signal?: AbortSignal | undefined
  /** When to stop trying; at once without it. */
  readonly deadline: number
}

/** Connections that come back by themselves. What was lost on the way is sent again: all of ours may be sent twice. */
export class Connection {
  readonly #pool: Pool
  readonly #retryFor: number
  readonly #wake = new Wake()
  readonly #underWay = new Set<Promise<unknown>>()
  #closed = false

  /** Sends again what was lost for `retryFor` milliseconds, 30,000 at most. */
  constructor(connectionString: string, retryFor = RETRY) {
    this.#retryFor = Math.min(retryFor, RETRY)
    this.#pool = new Pool({
      connectionString,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT,
      query_timeout: SILENCE,
      keepAlive: true,
      application_name: `${APPLICATION}process ${process.pid} on ${hostname()}`.slice(
        0,
        LONGEST_NAME,
      ),
    })
    // What is lost is told to who uses it next.
    this.#pool.on('error', ignore)
    this.#pool.on('connect', (client) => client.on('error', ignore))
  }

  /** One statement that may be sent twice. */
  query(
    text: string,
    values: readonly Value[] = [],
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<readonly Row[]> {
    const attempts = { signal, deadline: performance.now() + this.#retryFor }
    return this.#track(this.#again(() => this.#ask(text, values), attempts))
  }

  /** As query(), but once: an error of the server or of the network is thrown as it is. */
  queryOnce(text: string): Promise<readonly Row[]> {
    return this.#track(this.#ask(text, []))
  }

  /**
   * All that `run` asks in one transaction, which may be done twice. AYS_STORE_UNKNOWN when it may have been done and
   * nobody can be asked.
   */
  transaction<T>(run: (query: Query) => Promise<T>): Promise<T> {
    return this.#track(this.#transactionAgain(run))
  }

  /** Waits, but no longer than the connection is open or the signal allows. */
  pause(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#wake.wait(signal, ms)
  }

  /** From now on nothing is sent twice; ends when `flushed` and all that is under way has been answered. */
  async close(flushed: () => Promise<void> = async () => undefined): Promise<void> {
    this.#closed = true
    this.#wake.fire()
    await flushed()
    await Promise.allSettled(this.#underWay)
    await this.#pool.end()
  }

  async #transactionAgain<T>(run: (query: Query) => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.#retryFor
    let sent = false
    try {
      return await this.#again(() => this.#transact(run, () => (sent = true)), { deadline })
    } catch (error) {
      const lost =
        isAysError(error, 'AYS_STORE_UNREACHABLE') || isAysError(error, 'AYS_STORE_NOT_OPEN')
      throw sent && lost ? unknownError(error) : error
    }
  }

  /** Until it is decided. */
  async #again<T>(attempt: () => Promise<T>, { signal, deadline }: Attempts): Promise<T> {
    for (;;) {
      throwIfAborted(signal)
      try {
        return await attempt()
      } catch (error) {
        if (!isPassing(error)) throw mapError(error)
        if (this.#closed) throw notOpenError({ cause: error })
        if (performance.now() >= deadline) throw unreachableError(error)
      }
      await this.pause(PAUSE, signal)
    }
  }

  async #ask(text: string, values: readonly Value[]): Promise<readonly Row[]> {
    const { rows } = await this.#pool.query<Row>(text, [...values])
    return rows
  }

  async #transact<T>(run: (query: Query) => Promise<T>, onCommit: () => void): Promise<T> {
    const client = await this.#pool.connect()
    try {
      await client.query(BEGIN)
      const answer = await run(async (text, values = []) => {
        const { rows } = await client.query<Row>(text, [...values])
        return rows
      })
      onCommit()
      await client.query('COMMIT')
      client.release()
      return answer
    } catch (error) {
      // Whatever it was about to do is undone with it.
      client.release(true)
      throw error
    }
  }

  async #track<T>(doing: Promise<T>): Promise<T> {
    this.#underWay.add(doing)
    try {
      return await doing
    } finally {
      this.#underWay.delete(doing)
    }
  }
}
