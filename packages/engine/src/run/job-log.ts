import type { ActionEvent, RecordCodec, Records as Model, Store } from '@ays/core'
import { keys } from '../state/keys.ts'

/** Characters of one chunk; of ASCII text, bytes. */
const CHUNK = 64 * 1024
const HEAD = 4 * 1024 * 1024
const TAIL = 4 * 1024 * 1024
/** How long a line waits for others, milliseconds. */
const FLUSH_AFTER = 250

interface Chunk {
  readonly number: number
  readonly lines: readonly Model.LogLine[]
  readonly size: number
}

/**
 * What one try of a job says, stored in chunks outside its commit: never lost because the job fails. Of a
 * long log the first and the last chunks stay; those between are deleted, which leaves a gap in their numbers.
 */
export class JobLog {
  readonly #store: Store
  readonly #codec: RecordCodec<Model.LogChunk>
  readonly #run: string
  readonly #job: number
  /** The number of the next chunk. */
  #next: number
  #lines: Model.LogLine[] = []
  #size = 0
  readonly #waiting: Chunk[] = []
  #headSize = 0
  /** Those behind the head that are stored. */
  readonly #tail: { readonly key: string; readonly size: number }[] = []
  #tailSize = 0
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  constructor(
    store: Store,
    codec: RecordCodec<Model.LogChunk>,
    place: { readonly run: string; readonly job: number; readonly chunk: number },
  ) {
    this.#store = store
    this.#codec = codec
    this.#run = place.run
    this.#job = place.job
    this.#next = place.chunk
  }

  add(event: ActionEvent): void {
    if (event.type !== 'log') return
    const { at, level: severity, from: source } = event
    const fields = event.fields === undefined ? '' : ` ${JSON.stringify(event.fields)}`
    for (const text of pieces(event.text + fields)) {
      this.#lines.push({ at, severity, source, text })
      this.#size += text.length
      if (this.#size >= CHUNK) this.#flush()
    }
    if (this.#lines.length > 0) this.#timer ??= setTimeout(() => this.#flush(), FLUSH_AFTER)
  }

  /** Writes what is left; afterwards the number of chunks of this job, over all its tries. */
  async close(): Promise<number> {
    this.#flush()
    await this.#writing
    return this.#next
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines.length === 0) return
    this.#waiting.push({ number: this.#next++, lines: this.#lines, size: this.#size })
    this.#lines = []
    this.#size = 0
    this.#forget()
    if (this.#writing !== undefined) return
    this.#writing = this.#write()
    // close() reports a failed write; until then it is nobody's unhandled rejection.
    this.#writing.catch(() => undefined)
  }

  /** Of a job that talks faster than the store writes: what would be deleted is not written first. */
  #forget(): void {
    const head = Math.ceil(Math.max(0, HEAD - this.#headSize) / CHUNK)
    if (this.#waiting.length > head + TAIL / CHUNK) this.#waiting.splice(head, 1)
  }

  async #write(): Promise<void> {
    for (let chunk = this.#waiting.shift(); chunk; chunk = this.#waiting.shift()) {
      const key = keys.log(this.#run, this.#job, chunk.number)
      const deletes = this.#makeRoom(key, chunk.size)
      const value = this.#codec.encode({ lines: [...chunk.lines] })
      await this.#store.commit({ puts: [{ key, value }], deletes })
    }
    this.#writing = undefined
  }

  /** The keys of what the new chunk pushes out. */
  #makeRoom(key: string, size: number): string[] {
    if (this.#headSize < HEAD) {
      this.#headSize += size
      return []
    }
    this.#tail.push({ key, size })
    this.#tailSize += size
    const out: string[] = []
    while (this.#tailSize > TAIL) {
      const oldest = this.#tail.shift()
      if (oldest === undefined) break
      this.#tailSize -= oldest.size
      out.push(oldest.key)
    }
    return out
  }
}

/** A line that is longer than a chunk becomes several. */
function pieces(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / CHUNK))
  return Array.from({ length: count }, (_, at) => text.slice(at * CHUNK, (at + 1) * CHUNK))
}
