import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

/** Bytes; then the file is put aside, once, and a new one is begun: a daemon runs for years. */
const LIMIT = 16 << 20

/** A file that lines are added to, and that never grows beyond its limit twice over. */
export class LogFile implements Disposable {
  readonly #path: string
  readonly #limit: number
  #fd: number
  #size: number

  constructor(path: string, limit: number = LIMIT) {
    this.#path = path
    this.#limit = limit
    this.#fd = open(path)
    this.#size = fstatSync(this.#fd).size
  }

  /** The line is in the file when it returns: a process that is killed then has said it. */
  write(line: string): void {
    if (this.#size >= this.#limit) this.#turn()
    this.#size += writeSync(this.#fd, line)
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd)
  }

  #turn(): void {
    closeSync(this.#fd)
    renameSync(this.#path, `${this.#path}.1`)
    this.#fd = open(this.#path)
    this.#size = 0
  }
}

function open(path: string): number {
  return openSync(path, 'a', 0o600)
}
