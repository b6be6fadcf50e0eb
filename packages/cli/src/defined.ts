/** An object whose members may be absent but not undefined. */
export type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The members that have a value: flags that were not given are undefined, the API wants them absent. */
export function defined<T extends object>(object: T): Defined<T> {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  // Without the undefined members the object is what the type says; fromEntries cannot know.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Defined<T>
}
