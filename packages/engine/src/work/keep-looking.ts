import { type Clock, type Store, Wake } from '@ays/core'
import { followKeys } from '../state/follow-keys.ts'

/** Milliseconds between two looks at least: what comes in a burst is seen at once. */
const BREATH = 50
/** The longest time between two looks: clocks are set, machines sleep. */
const PULSE = 30_000
/** Of a store that cannot watch. */
const BLIND_PULSE = 1000

export interface LookOptions {
  readonly store: Store
  /** Changes below these are a reason to look. */
  readonly prefixes: readonly string[]
  readonly signal: AbortSignal
  readonly clock: Clock
  /** Works, and says when there is more to do, epoch milliseconds; undefined when only a change can tell. */
  readonly look: () => Promise<number | undefined>
}

/** Looks at once, when a key changes and when the time has come, until the signal is aborted. Rejects as `look` does. */
export async function keepLooking(options: LookOptions): Promise<void> {
  const leaving = new AbortController()
  const signal = AbortSignal.any([options.signal, leaving.signal])
  const bell = new Bell()
  const { store, prefixes, clock } = options
  const pulse = store.capabilities.watch ? PULSE : BLIND_PULSE
  const following = prefixes.map((prefix) => bell.follow(store, prefix, { signal, pulse }))
  try {
    while (!signal.aborted) {
      bell.silence()
      const next = await options.look()
      await bell.wait(signal, clock, next ?? Infinity)
    }
  } finally {
    leaving.abort()
    await Promise.all(following)
  }
}

class Bell {
  readonly #wake = new Wake()
  #rang = false
  #failure: { readonly error: unknown } | undefined

  silence(): void {
    this.#rang = false
    if (this.#failure) throw this.#failure.error
  }

  /** Until it rings, or the time has come. */
  async wait(signal: AbortSignal, clock: Clock, until: number): Promise<void> {
    // Nothing ends this one: it lets a burst pass.
    await new Wake().wait(signal, BREATH)
    if (this.#rang) return
    const over = new AbortController()
    const either = AbortSignal.any([signal, over.signal])
    const ms = Math.min(Math.max(0, until - clock.now()), PULSE)
    await Promise.race([this.#wake.wait(either), clock.wait(ms, either)])
    over.abort()
  }

  /** Never rejects: who waits gets the failure. */
  async follow(
    store: Store,
    prefix: string,
    options: { readonly signal: AbortSignal; readonly pulse: number },
  ): Promise<void> {
    try {
      for await (const _ of followKeys(store, prefix, options)) this.#ring()
    } catch (error) {
      this.#failure = { error }
      this.#ring()
    }
  }

  #ring(): void {
    this.#rang = true
    this.#wake.fire()
  }
}
