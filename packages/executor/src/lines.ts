/** Cuts a stream of text at line ends: text is passed on in whole lines, as soon as they are whole. */
export class Lines {
  readonly #emit: (text: string) => void
  #rest = ''

  /** The text that `emit` gets may hold several lines; the last line end is left out. */
  constructor(emit: (text: string) => void) {
    this.#emit = emit
  }

  write(text: string): void {
    const end = text.lastIndexOf('\n')
    if (end < 0) {
      this.#rest += text
      return
    }
    this.#emit(this.#rest + text.slice(0, end))
    this.#rest = text.slice(end + 1)
  }

  /** Passes on what has no line end yet. */
  flush(): void {
    if (this.#rest !== '') this.#emit(this.#rest)
    this.#rest = ''
  }
}
