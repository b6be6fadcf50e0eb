/** What a key of a value HRD holds. Every scalar is text: a typed getter converts it. */
export type HrdValue = string | readonly string[] | Readonly<Record<string, string>>

/** A value as it stands in a file, references not yet replaced. */
export type Entry =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'dict'; readonly items: ReadonlyMap<string, string> }
  /** `@ASK` and its tags: a question whose answer is not known yet. */
  | { readonly kind: 'ask'; readonly tags: string }
