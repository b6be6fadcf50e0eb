import { isMainThread } from 'node:worker_threads'

/** What a worker looked like before its first job. */
export class Surroundings {
  readonly #cwd: string
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #globals: ReadonlySet<string>

  constructor(cwd: string) {
    this.#cwd = cwd
    this.#env = { ...process.env }
    this.#globals = new Set(Object.keys(globalThis))
  }

  /** Undoes what a job did to working directory, environment and globals; false when it cannot. */
  restore(): boolean {
    this.#restoreEnv()
    const added = Object.keys(globalThis).filter((key) => !this.#globals.has(key))
    return added.every((key) => Reflect.deleteProperty(globalThis, key)) && this.#restoreCwd()
  }

  #restoreEnv(): void {
    for (const name of Object.keys(process.env)) {
      if (this.#env[name] === undefined) delete process.env[name]
    }
    for (const [name, value] of Object.entries(this.#env)) {
      if (process.env[name] !== value) process.env[name] = value
    }
  }

  /** A thread has none of its own. */
  #restoreCwd(): boolean {
    if (!isMainThread || process.cwd() === this.#cwd) return true
    try {
      process.chdir(this.#cwd)
      return true
    } catch {
      return false
    }
  }
}
