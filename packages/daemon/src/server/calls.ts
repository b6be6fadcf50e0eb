import { AysError } from '@ays/core'

/** The calls under way, each of which can be asked to stop by its id. */
export class Calls {
  readonly #underWay = new Map<string, AbortController>()
  #idle: (() => void)[] = []

  /** Does the work under this id; AYS_REQUEST_INVALID when another call goes by it. */
  async run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#underWay.has(id)) {
      throw new AysError('AYS_REQUEST_INVALID', `a request with the id ${id} is under way`, {
        details: { status: 409 },
        hint: 'Give every request an id of its own, or none.',
      })
    }
    const controller = new AbortController()
    this.#underWay.set(id, controller)
    try {
      return await work(controller.signal)
    } finally {
      this.#underWay.delete(id)
      if (this.busy === 0) for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  /** Asks a call to stop; nothing happens when it has ended. */
  abort(id: string): void {
    this.#underWay.get(id)?.abort(new AysError('AYS_CANCELLED', 'cancelled'))
  }

  /** Asks all of them to stop. */
  abortAll(): void {
    for (const id of this.#underWay.keys()) this.abort(id)
  }

  /** How many are under way. */
  get busy(): number {
    return this.#underWay.size
  }

  /** Resolves as soon as none is under way. */
  async idle(): Promise<void> {
    if (this.busy === 0) return
    await new Promise<void>((resolve) => this.#idle.push(resolve))
  }
}
