import { type Database, decodeEntry, encodeEntry } from './stored-entry.ts'

/** What a commit was answered, and when that is durable. */
export interface Answer {
  readonly revision: number
  readonly written: Promise<void>
}

const SLOTS = 1024
const PREFIX = '!id/'
const decoder = new TextDecoder()

/** The ids of the latest commits, in a ring of slots: remembering one never needs a delete. */
export class CommitIds {
  readonly #answers = new Map<string, Answer>()
  readonly #slots: (string | undefined)[]
  #next = 0

  constructor() {
    this.#slots = Array.from({ length: SLOTS })
  }

  /** Reads back what earlier sessions remembered. AYS_STORE_DAMAGED. */
  static async load(db: Database): Promise<CommitIds> {
    const ids = new CommitIds()
    const written = Promise.resolve()
    let latest = 0
    for await (const [key, value] of db.iterator({ gte: PREFIX, lt: '!id0' })) {
      const slot = Number.parseInt(key.slice(PREFIX.length), 36)
      const entry = decodeEntry(key, value)
      const [revision, id] = [Number(entry.version), decoder.decode(entry.value)]
      ids.#slots[slot] = id
      ids.#answers.set(id, { revision, written })
      if (revision < latest) continue
      latest = revision
      ids.#next = (slot + 1) % SLOTS
    }
    return ids
  }

  get(id: string): Answer | undefined {
    return this.#answers.get(id)
  }

  /** Returns the database's entry that keeps it. */
  remember(id: string, answer: Answer): [key: string, value: Uint8Array] {
    const slot = this.#next
    this.#next = (slot + 1) % SLOTS
    const forgotten = this.#slots[slot]
    if (forgotten !== undefined) this.#answers.delete(forgotten)
    this.#slots[slot] = id
    this.#answers.set(id, answer)
    const key = PREFIX + slot.toString(36)
    return [key, encodeEntry(key, answer.revision, Buffer.from(id))]
  }
}
