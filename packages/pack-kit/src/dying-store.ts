import { AysError, type Store } from '@ays/core'

/**
 * A store as a process sees it that is killed just before one of its commits: what its actions did is done,
 * and nothing is known of it. From then on the store answers nothing.
 */
export class DyingStore implements AsyncDisposable {
  #left: number
  #real: Store | undefined

  /** Dies at the commit of this number, counted from 0. */
  constructor(commit: number) {
    this.#left = commit
  }

  get dead(): boolean {
    return this.#left < 0
  }

  /** Takes the place of the real one. */
  readonly around = (real: Store): Store => {
    this.#real = real
    return new Proxy(real, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...args: unknown[]): unknown => {
          if (name === 'commit') this.#left -= 1
          if (this.dead && name !== Symbol.asyncDispose) throw killed()
          return Reflect.apply(member, target, args)
        }
      },
    })
  }

  /** Closes the real store, whatever became of who used it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#real?.[Symbol.asyncDispose]()
  }
}

function killed(): AysError {
  return new AysError('AYS_STORE_NOT_OPEN', 'the process that used the store was killed')
}
