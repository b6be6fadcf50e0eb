/** What a struct is turned into bytes and back with. */
export interface Coder<T = Record<string, unknown>> {
  decode(bytes: Uint8Array): T
  /** Throws MISFIT when a value does not fit; which one is found out by a check. */
  encode(value: unknown): Uint8Array
}
