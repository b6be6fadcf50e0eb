/** Record separator of RFC 7464: JSON never holds it, programs hardly ever write it. */
const SEPARATOR = '\u001E'

/** A record to be written into a pipe that others write to as well. */
export function formatRecord(value: unknown): string {
  return `${SEPARATOR}${JSON.stringify(value)}\n`
}

/** Takes a pipe apart: the records in it, and the text before, between and after them. */
export class PipeReader {
  readonly #onRecord: (value: unknown) => void
  readonly #onText: (text: string) => void
  /** The beginning of a record whose end has not come yet. */
  #begun: string | undefined

  constructor(onRecord: (value: unknown) => void, onText: (text: string) => void) {
    this.#onRecord = onRecord
    this.#onText = onText
  }

  read(chunk: string): void {
    let from = 0
    while (from < chunk.length) {
      from = this.#begun === undefined ? this.#readText(chunk, from) : this.#readRecord(chunk, from)
    }
  }

  #readText(chunk: string, from: number): number {
    const at = chunk.indexOf(SEPARATOR, from)
    const end = at < 0 ? chunk.length : at
    if (end > from) this.#onText(chunk.slice(from, end))
    if (at >= 0) this.#begun = ''
    return end + 1
  }

  #readRecord(chunk: string, from: number): number {
    const end = chunk.indexOf('\n', from)
    const record = `${this.#begun}${chunk.slice(from, end < 0 ? chunk.length : end)}`
    if (end < 0) {
      this.#begun = record
      return chunk.length
    }
    this.#begun = undefined
    const value = parse(record)
    if (value === undefined) this.#onText(`${SEPARATOR}${record}\n`)
    else this.#onRecord(value)
    return end + 1
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
