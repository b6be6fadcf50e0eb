/** At most so many jobs of one kind at once. */
export interface Limit {
  readonly name: string
  readonly most: number
}

/** Places for jobs of which only so many may run at once, over all runs of this process. */
export class Slots {
  readonly #taken = new Map<string, number>()
  readonly #listeners = new Set<() => void>()

  /** Takes a place of each, or none and says false. */
  take(limits: readonly Limit[]): boolean {
    if (limits.some(({ name, most }) => (this.#taken.get(name) ?? 0) >= most)) return false
    for (const { name } of limits) this.#taken.set(name, (this.#taken.get(name) ?? 0) + 1)
    return true
  }

  give(limits: readonly Limit[]): void {
    if (limits.length === 0) return
    for (const { name } of limits) this.#taken.set(name, (this.#taken.get(name) ?? 1) - 1)
    for (const listener of this.#listeners) listener()
  }

  /** Tells whenever places were given back; what it returns ends that. */
  onFree(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}
