import { type AysError, type CommitResult, isAysError, throwIfAborted } from '@ays/core'
import type { Connection } from './connection.ts'
import type { NamedCommit } from './judge-group.ts'
import { writeGroup } from './write-group.ts'

/** A group takes no more once it has so many. */
const GROUP = { commits: 500, bytes: 2 ** 24 }

interface Waiting {
  readonly commit: NamedCommit
  readonly signal: AbortSignal | undefined
  answer(answer: CommitResult | AysError): void
}

/**
 * Writes the commits that wait as one transaction, then those that came meanwhile: a transaction and a sync of
 * the server's disk for each would be the slowest part.
 */
export class GroupCommit {
  readonly #connection: Connection
  readonly #repository: string
  /** Is told of every group that is written. */
  readonly #onWritten: () => void
  readonly #looks = new Set<Promise<unknown>>()
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined

  constructor(connection: Connection, repository: string, onWritten: () => void) {
    this.#connection = connection
    this.#repository = repository
    this.#onWritten = onWritten
  }

  /** As Store.commit(), of what is well-formed. */
  submit(commit: NamedCommit, signal: AbortSignal | undefined): Promise<CommitResult> {
    return new Promise((resolve, reject) => {
      const answer = (found: CommitResult | AysError) => {
        if (isAysError(found)) reject(found)
        else resolve(found)
      }
      this.#waiting.push({ commit, signal, answer })
      this.#writing ??= this.#write()
    })
  }

  /** Nothing that is submitted from now on is written before it has settled. */
  waitFor(look: Promise<unknown>): void {
    this.#looks.add(look)
    const forget = () => this.#looks.delete(look)
    look.then(forget, forget)
  }

  /** Resolves when everything that was submitted is answered. */
  async flush(): Promise<void> {
    await this.#writing
  }

  async #write(): Promise<void> {
    // Those that come in this turn belong together.
    await Promise.resolve()
    while (this.#waiting.length > 0) {
      await Promise.allSettled(this.#looks)
      const group = this.#nextGroup()
      if (group.length > 0) await this.#writeGroup(group)
    }
    this.#writing = undefined
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    const commits = group.map(({ commit }) => commit)
    try {
      const answers = await this.#connection.transaction((query) =>
        writeGroup(query, this.#repository, commits),
      )
      for (const [index, answer] of answers.entries()) group[index]?.answer(answer)
      this.#onWritten()
    } catch (error) {
      if (!isAysError(error)) throw error
      if (group.length === 1) group[0]?.answer(error)
      // One of them may be to blame for all.
      else for (const one of group) await this.#writeGroup([one])
    }
  }

  /** Without those that nobody waits for any more. */
  #nextGroup(): Waiting[] {
    const group: Waiting[] = []
    let size = 0
    while (group.length < GROUP.commits && size < GROUP.bytes) {
      const next = this.#waiting.shift()
      if (next === undefined) break
      const refused = refusalOf(next.signal)
      if (refused === undefined) group.push(next)
      else next.answer(refused)
      for (const { value } of next.commit.puts ?? []) size += value.byteLength
    }
    return group
  }
}

function refusalOf(signal: AbortSignal | undefined): AysError | undefined {
  try {
    throwIfAborted(signal)
    return undefined
  } catch (error) {
    if (isAysError(error)) return error
    throw error
  }
}
