import { Lines } from '../lines.ts'

/**
 * What anybody writes into a pipe of a worker, told to the call that runs then. Pipe and channel keep their
 * order, but not between them: whose text it is, only the next record in the pipe tells for sure, and when
 * none comes along with it, the calls that are known to have ended.
 */
export class PipeText {
  readonly #lines: Lines
  readonly #silent: ReadonlySet<number>
  #held = ''
  #owner = 0
  #ended = -1
  #timer: NodeJS.Immediate | undefined

  /** `silent` are the calls that have ended and say no end in the pipe: they wrote nothing. */
  constructor(silent: ReadonlySet<number>, emit: (index: number, text: string) => void) {
    this.#silent = silent
    this.#lines = new Lines((text) => emit(this.#owner, text))
  }

  write(text: string): void {
    this.#held += text
    // What was sent through the channel before has then been heard.
    this.#timer ??= setImmediate(() => this.#tell(this.#running()))
  }

  /** A record of this call stands behind all that was written so far. */
  record(index: number): void {
    this.#tell(index)
  }

  /** The call has ended: what it wrote has no further line end. */
  end(index: number): void {
    this.#tell(index)
    this.#lines.flush()
    this.#ended = index
  }

  /** Nothing more comes. */
  flush(): void {
    this.#tell(this.#running())
    this.#lines.flush()
  }

  #tell(index: number): void {
    clearImmediate(this.#timer)
    this.#timer = undefined
    this.#owner = index
    const text = this.#held
    this.#held = ''
    if (text !== '') this.#lines.write(text)
  }

  #running(): number {
    let index = this.#ended + 1
    while (this.#silent.has(index)) index++
    return index
  }
}
