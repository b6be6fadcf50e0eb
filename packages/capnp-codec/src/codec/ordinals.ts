const ORDINALS = new WeakMap<readonly string[], ReadonlyMap<unknown, number>>()

/** The ordinal of each value of an enum: the same map for the same values. */
export function ordinalsOf(values: readonly string[]): ReadonlyMap<unknown, number> {
  let ordinals = ORDINALS.get(values)
  if (ordinals === undefined) {
    ordinals = new Map(values.map((value, ordinal) => [value, ordinal]))
    ORDINALS.set(values, ordinals)
  }
  return ordinals
}
