import type { ActionEvent, RecordCodec, Records as Model, Store } from '@ays/core'
import { keys } from '../state/keys.ts'

const CHUNK = 64 * 1024
const HEAD = 4 * 1024 * 1024
const TAIL = 4 * 1024 * 1024
const FLUSH_AFTER = 1000

/** What one job says, stored in chunks outside its commit: never lost because the job fails. */
export class JobLog {
  readonly #store: Store
  readonly #codec: RecordCodec<Model.LogChunk>
  readonly #run: string
  readonly #job: number
  #chunk: number
  #lines: Model.LogLine[] = []
  #size = 0
  #written = 0
  #tail: Model.LogLine[] = []
  #tailSize = 0
  #dropped = 0
  #timer: NodeJS.Timeout | undefined
  #writes: Promise<unknown> = Promise.resolve()

  constructor(
    store: Store,
    codec: RecordCodec<Model.LogChunk>,
    place: { readonly run: string; readonly job: number; readonly chunk: number },
  ) {
    this.#store = store
    this.#codec = codec
    this.#run = place.run
    this.#job = place.job
    this.#chunk = place.chunk
  }

  add(event: ActionEvent): void {
    if (event.type !== 'log') return
    const fields = event.fields === undefined ? '' : ` ${JSON.stringify(event.fields)}`
    const line = {
      at: event.at,
      severity: event.level,
      source: event.from,
      text: event.text + fields,
    }
    if (this.#written >= HEAD) this.#addTail(line)
    else this.#addHead(line)
  }

  /** Writes what is left; afterwards the number of chunks of this job, over all its tries. */
  async close(): Promise<number> {
    if (this.#dropped > 0) this.#lines.push(gap(this.#dropped, this.#tail[0]))
    this.#lines.push(...this.#tail)
    this.#flush()
    await this.#writes
    return this.#chunk
  }

  #addHead(line: Model.LogLine): void {
    this.#lines.push(line)
    this.#size += line.text.length
    this.#written += line.text.length
    if (this.#size >= CHUNK) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), FLUSH_AFTER)
  }

  #addTail(line: Model.LogLine): void {
    this.#tail.push(line)
    this.#tailSize += line.text.length
    while (this.#tailSize > TAIL) {
      this.#tailSize -= this.#tail.shift()?.text.length ?? 0
      this.#dropped += 1
    }
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#lines.length === 0) return
    const value = this.#codec.encode({ lines: this.#lines })
    const key = keys.log(this.#run, this.#job, this.#chunk++)
    this.#lines = []
    this.#size = 0
    const write = Promise.all([this.#writes, this.#store.commit({ puts: [{ key, value }] })])
    // close() reports a failed write; until then it is nobody's unhandled rejection.
    write.catch(() => undefined)
    this.#writes = write
  }
}

function gap(lines: number, next: Model.LogLine | undefined): Model.LogLine {
  const text = `... ${lines} lines were left out: a job keeps the first and the last 4 MB ...`
  return { at: next?.at ?? 0, severity: 'warn', source: 'log', text }
}
